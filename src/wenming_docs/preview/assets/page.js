// Asks for the state, waits for the next one, shows it. All text goes into the page as text.
import { draw } from "./paper.js";

const $ = (id) => document.getElementById(id);
const SIGNS = { error: ["×", "错误"], warning: ["!", "警告"], notice: ["·", "提醒"] };
const MARGIN = 48;
const AGAIN = 1000;

const shown = { version: -1, page: "", label: "", width: 0, menu: "" };
let wanted = new URLSearchParams(location.hash.slice(1)).get("d") ?? "";
let waiting = new AbortController();

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// the documents to choose from

function option([id, label]) {
  const made = element("option", label);
  made.value = id;
  return made;
}

function group(label, entries) {
  const made = element("optgroup");
  made.label = label;
  made.append(...entries.map(option));
  return made;
}

function showMenu(state) {
  const told = JSON.stringify(state.menu);
  if (told !== shown.menu) {
    shown.menu = told;
    const groups = [group("文稿里列出的", state.menu.documents), group("其他文种（按通常结构）", state.menu.kinds)];
    $("choice").replaceChildren(...groups.filter((each) => each.children.length));
    $("period").replaceChildren(option(["", "不写"]), ...state.menu.periods.map(option));
  }
  const [, kind, period] = /^([dk]\d+)(p\d+)?$/.exec(state.choice) ?? [];
  if (kind) $("choice").value = kind;
  $("period").value = period ?? "";
  $("period-label").hidden = !kind?.startsWith("k");
}

function choose() {
  const id = $("choice").value;
  wanted = id.startsWith("k") ? id + $("period").value : id;
  shown.label = "";
  history.replaceState(null, "", `#d=${wanted}`);
  $("period-label").hidden = !id.startsWith("k");
  $("status").textContent = "正在重排……";
  shown.version = -1;
  waiting.abort();
}

/** Where lines were added above it, a document keeps its label while its number changes: follow the label. */
function follow(state) {
  if (!shown.label || state.label === shown.label) return false;
  const same = state.menu.documents.find(([, label]) => label === shown.label);
  if (!same || same[0] === wanted || !state.choice.startsWith("d")) return false;
  wanted = same[0];
  history.replaceState(null, "", `#d=${wanted}`);
  return true;
}

// the findings

function item(finding) {
  const [sign, name] = SIGNS[finding.severity] ?? SIGNS.notice;
  const made = element("li", "", finding.severity);
  const head = element("p");
  head.append(element("span", `${sign} ${name}`, "sign"), " ", element("span", `${finding.place} ${finding.code}`, "place"));
  made.append(head, element("p", finding.message));
  if (finding.line) made.append(element("p", finding.line, "line"));
  if (finding.cure) made.append(element("p", `→ ${finding.cure}`));
  return made;
}

function list(findings) {
  const made = [];
  let file = null;
  for (const finding of findings) {
    if (finding.file !== file) made.push(element("h3", finding.file), element("ol"));
    file = finding.file;
    made.at(-1).append(item(finding));
  }
  return made;
}

function showFindings(state) {
  const { error = 0, warning = 0, notice = 0 } = state.counts;
  const all = error + warning + notice;
  const counted = `× 错误 ${error} 处，! 警告 ${warning} 处，· 提醒 ${notice} 处`;
  $("summary").textContent = all ? counted : state.checked ? "√ 没有发现问题" : "正在检查……";
  const known = new Set(state.findings.map((finding) => finding.message));
  const own = state.errors.filter((finding) => !known.has(finding.message));
  $("errors").replaceChildren(...(own.length ? [element("h3", "这份文稿"), element("ol")] : []));
  for (const finding of own) $("errors").lastChild.append(item(finding));
  const left = all - state.findings.length;
  const more = left > 0 ? [element("p", `还有 ${left} 处没有列出，改好以上几处再看`, "note")] : [];
  $("findings").replaceChildren(...list(state.findings), ...more);
}

// the document

function fit() {
  const room = $("desk").clientWidth - MARGIN;
  const asked = $("zoom").value;
  const scale = asked === "fit" ? Math.min(1, room / (shown.width || room)) : Number(asked);
  $("paper").style.zoom = String(Math.max(0.2, scale));
}

async function showPage(state) {
  if (state.page && state.page !== shown.page) {
    const answer = await fetch(`document?page=${encodeURIComponent(state.page)}`);
    if (!answer.ok) return; // a newer one stands there already: its state is on the way
    const same = shown.drawn === state.label;
    const { scrollTop, scrollLeft } = $("desk");
    $("paper").hidden = false; // what is hidden has no width to measure
    $("paper").style.zoom = "1";
    shown.width = await draw($("paper"), await answer.arrayBuffer());
    fit();
    $("desk").scrollTo(same ? scrollLeft : 0, same ? scrollTop : 0);
    shown.page = state.page;
    shown.drawn = state.label;
  }
  $("paper").hidden = !state.page;
  $("empty").hidden = Boolean(state.page);
  $("empty").textContent = state.busy ? "正在排版……" : state.stale ? "还排不出来：先改好右边的错误" : "文件里还没有写要出哪些文稿：从上面选一个文种";
  const told = state.trouble || (state.stale && state.page ? "有错误：显示的是上一次的好页面，改好右边的错误再保存" : "");
  $("banner").textContent = told && `! ${told}`;
  $("banner").hidden = !told;
}

async function show(state) {
  document.title = `${state.stale ? "× " : ""}${state.label || state.file} - 预览`;
  $("file").textContent = state.file;
  showMenu(state);
  if (state.checked || !state.busy) showFindings(state);
  await showPage(state);
  $("status").textContent = state.busy ? "正在重排……" : `${state.stale ? "× 有错误" : "√ 已是最新"}（${state.read_at} 读取）`;
  document.body.dataset.version = String(state.version);
}

// the loop

const visible = () => new Promise((resolve) => {
  if (!document.hidden) resolve();
  else document.addEventListener("visibilitychange", () => resolve(), { once: true });
});
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

async function ask() {
  waiting = new AbortController();
  const query = new URLSearchParams({ choice: wanted, seen: String(shown.version) });
  const answer = await fetch(`state?${query}`, { signal: waiting.signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function run() {
  for (;;) {
    await visible();
    try {
      const state = await ask();
      if (state.closed) return end();
      if (follow(state)) continue;
      await show(state);
      shown.version = state.version;
      shown.label = state.label;
      wanted ||= state.choice;
    } catch (error) {
      if (error.name === "AbortError") continue;
      console.warn(String(error));
      $("status").textContent = "× 预览程序没有回应：看看命令行窗口";
      await pause(AGAIN);
    }
  }
}

function end() {
  $("status").textContent = "预览已经结束：要再看，重新运行 wenming preview";
  document.title = `已结束 - ${document.title}`;
}

$("choice").addEventListener("change", choose);
$("period").addEventListener("change", choose);
$("zoom").addEventListener("change", fit);
addEventListener("resize", fit);
run();
