// Draws a .docx with docx-preview into a shadow tree, whose styles touch nothing outside it.
//
// docx-preview makes every element through one function, which is given here: only elements and
// properties that a printed page needs are made, text is always text, and style sheets are adopted
// instead of written into the page. So the strict policy of the page holds, and a document cannot
// bring a link, a frame or a script with it.

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
const WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const EMU = 9525; // to a pixel
const CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const SVG = "http://www.w3.org/2000/svg";

const ELEMENTS = new Set(["section", "article", "header", "footer", "div", "p", "span", "table", "colgroup", "col", "tr", "td", "br",
  "wbr", "img", "ol", "li", "sub", "sup", "ins", "del", "ruby", "rt", "rb", "svg", "rect", "line", "g", "a"]);
const PROPERTIES = new Set(["colSpan", "rowSpan", "lang", "innerText", "textContent"]);
// No footers: their page numbers would be wrong, as only Word breaks pages.
const OPTIONS = { inWrapper: true, breakPages: true, ignoreFonts: true, ignoreLastRenderedPageBreak: true, renderAltChunks: false,
  renderComments: false, renderChanges: false, renderFooters: false, useBase64URL: true, experimental: false, debug: false };
// Below the sheets of docx-preview; a little looser than Word, whose lines are not broken anew here.
const LOOK = `:host { display: block; } .docx-wrapper { background: none !important; padding: 16px !important; }
  .docx-wrapper > section.docx { box-shadow: 0 0 4px rgba(0, 0, 0, .35) !important; margin-bottom: 16px !important; }
  .docx { hyphens: none !important; text-autospace: normal; } .docx a { pointer-events: none; }
  .figure { position: relative; margin: 8px auto; flex: none; }
  .shape { position: absolute; box-sizing: border-box; border: 1px solid black; background: white; text-align: center;
    display: flex; flex-direction: column; justify-content: center; }`;

/** An element as docx-preview describes it; an empty comment for one that no page needs. */
function maker(sheets) {
  const make = (wanted) => {
    if (typeof wanted === "string") return document.createTextNode(wanted);
    if (wanted instanceof Node) return wanted;
    const { ns, tagName, className, style, children, ...properties } = wanted;
    if (tagName === "style") {
      sheets.push((children ?? []).join(""));
      return document.createComment("");
    }
    if (tagName === "#fragment") {
      const fragment = document.createDocumentFragment();
      fragment.append(...(children ?? []).map(make));
      return fragment;
    }
    if (!ELEMENTS.has(tagName)) return document.createComment("");
    const element = ns === SVG ? document.createElementNS(SVG, tagName) : document.createElement(tagName);
    if (className) element.setAttribute("class", className);
    if (typeof style === "string") element.style.cssText = style;
    else Object.assign(element.style, style ?? {});
    for (const [key, value] of Object.entries(properties)) {
      if (PROPERTIES.has(key) && value !== undefined && value !== null) element[key] = value;
    }
    element.append(...(children ?? []).filter((child) => child !== null && child !== undefined).map(make));
    return element;
  };
  return make;
}

/** The document with what docx-preview does not draw (text boxes, groups, charts) as paragraphs that it does. */
async function prepare(data, figures) {
  const zip = await JSZip.loadAsync(data);
  const parts = Object.keys(zip.files).filter((name) => /^word\/(document|header\d*)\.xml$/.test(name));
  for (const name of parts) {
    const text = await zip.file(name).async("string");
    if (!text.includes("<w:drawing")) continue;
    const xml = new DOMParser().parseFromString(text, "application/xml");
    for (const drawing of [...xml.getElementsByTagNameNS(W, "drawing")]) replace(xml, drawing, figures);
    zip.file(name, new XMLSerializer().serializeToString(xml));
  }
  return zip.generateAsync({ type: "arraybuffer", compression: "STORE" });
}

function replace(xml, drawing, figures) {
  const around = drawing.closest("AlternateContent") ?? drawing;
  const run = around.parentNode;
  const box = drawing.getElementsByTagNameNS(W, "txbxContent")[0];
  if (drawing.getElementsByTagNameNS(WPG, "wgp")[0]) {
    const host = paragraphOf(run);
    if (host) host.before(...figures.take(xml, drawing));
    run.remove();
    if (host && !host.getElementsByTagNameNS(W, "r").length && !host.getElementsByTagNameNS(W, "sectPr").length) host.remove();
  } else if (box) {
    const host = paragraphOf(run);
    // 版记 hangs on the last paragraph and stands below all; behind a section's last one it would change sections.
    const behind = host?.getElementsByTagNameNS(W, "sectPr").length ? host : host?.nextSibling;
    for (const inner of host ? [...box.children] : []) host.parentNode.insertBefore(inner, behind);
    run.remove();
  } else if (drawing.getElementsByTagNameNS(CHART, "chart")[0]) {
    const told = drawing.getElementsByTagNameNS(WP, "docPr")[0];
    const text = xml.createElementNS(W, "w:t");
    text.textContent = `【图表：${told?.getAttribute("descr") || "没有说明"}（在 Word 里可见）】`;
    around.replaceWith(text);
  }
}

function paragraphOf(node) {
  while (node && !(node.localName === "p" && node.namespaceURI === W)) node = node.parentNode;
  return node;
}

/** Groups of boxes and lines: their paragraphs go through docx-preview between marks, then into their places. */
class Figures {
  #mark = `\uE010${crypto.randomUUID()} `; // no text of a document can look like it
  #figures = [];

  /** What stands for a group meanwhile: a marked paragraph before the texts of each shape, one at the end. */
  take(xml, drawing) {
    const shapes = [...drawing.getElementsByTagNameNS(WPS, "wsp")];
    const places = shapes.map((shape) => placeOf(shape));
    const extent = drawing.getElementsByTagNameNS(WP, "extent")[0];
    this.#figures.push({ width: pixels(extent, "cx"), height: pixels(extent, "cy"), places });
    const texts = shapes.flatMap((shape, index) => {
      const box = shape.getElementsByTagNameNS(W, "txbxContent")[0];
      return [this.#paragraph(xml, `${this.#figures.length - 1} ${index}`), ...(box ? box.children : [])];
    });
    return [...texts, this.#paragraph(xml, "end")];
  }

  #paragraph(xml, text) {
    const [paragraph, run, inner] = ["p", "r", "t"].map((name) => xml.createElementNS(W, `w:${name}`));
    inner.textContent = this.#mark + text;
    run.append(inner);
    paragraph.append(run);
    return paragraph;
  }

  /** Puts what was drawn between the marks into boxes at their places. */
  put(root) {
    let figure = null;
    let box = null;
    for (const node of [...root.querySelectorAll("article > *")]) {
      const said = node.textContent.startsWith(this.#mark) ? node.textContent.slice(this.#mark.length) : null;
      if (said === null) {
        box?.append(node);
        continue;
      }
      const [number, index] = said.split(" ").map(Number);
      if (index === 0) {
        figure = block("figure", this.#figures[number]);
        node.before(figure);
      }
      box = said === "end" ? null : block("shape", this.#figures[number].places[index]);
      if (box) figure.append(box);
      node.remove();
    }
  }
}

function pixels(element, name) {
  return Number(element?.getAttribute(name) ?? 0) / EMU;
}

function placeOf(shape) {
  const [offset, extent] = ["off", "ext"].map((name) => shape.getElementsByTagNameNS(A, name)[0]);
  return { left: pixels(offset, "x"), top: pixels(offset, "y"), width: pixels(extent, "cx"), height: pixels(extent, "cy") };
}

function block(className, lengths) {
  const made = document.createElement("div");
  made.className = className;
  for (const name of ["left", "top", "width", "height"]) {
    if (name in lengths) made.style[name] = `${lengths[name]}px`;
  }
  return made;
}

/** Draws the .docx in `data` into `host` and gives the width of its widest page in pixels. */
export async function draw(host, data) {
  const sheets = [];
  const options = { ...OPTIONS, h: maker(sheets) };
  const figures = new Figures();
  const parsed = await docx.parseAsync(await prepare(data, figures), options);
  const nodes = await docx.renderDocument(parsed, options);
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const styles = [...sheets, LOOK].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.adoptedStyleSheets = styles;
  root.replaceChildren(...nodes);
  figures.put(root);
  return Math.max(0, ...[...root.querySelectorAll("section")].map((page) => page.offsetWidth));
}
