// docxtemplater and carbone, as their documentation uses them: a Word template, facts as JSON.
//
//   node rivals.js NAME TEMPLATES MODULES FOLDER OUT   makes one document and ends
//   node rivals.js NAME TEMPLATES MODULES --list FILE  makes one for each line "FOLDER<TAB>OUT" of FILE
//   node rivals.js NAME TEMPLATES MODULES              the same for each line on standard input, and
//                                                      prints wall seconds, CPU seconds, most memory in MB
//   node rivals.js NAME TEMPLATES MODULES --version    prints the version
'use strict';

const fs = require('fs');
const path = require('path');

const [name, templates, modules, ...rest] = process.argv.slice(2);
const installed = (module) => require(modules ? path.join(modules, 'node_modules', module) : module);

function docxtemplater() {
  const PizZip = installed('pizzip');
  const Docxtemplater = installed('docxtemplater');
  const template = path.join(templates, 'docxtemplater.docx');
  return async (facts) => {
    const document = new Docxtemplater(new PizZip(fs.readFileSync(template)), { paragraphLoop: true });
    document.render(facts);
    return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
  };
}

function carbone() {
  const program = installed('carbone');
  program.set({ templatePath: templates });
  return (facts) =>
    new Promise((resolve, reject) =>
      program.render('carbone.docx', facts, (error, document) => (error ? reject(error) : resolve(document)))
    );
}

const load = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'context.json'), 'utf8'));

function megabytes() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

async function timed(make, folder, out) {
  const facts = load(folder);
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const document = await make(facts);
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const used = process.cpuUsage(cpu);
  fs.writeFileSync(out, document);
  console.log(wall, (used.user + used.system) / 1e6, megabytes());
}

async function main() {
  if (rest[0] === '--version') {
    console.log(installed(`${name}/package.json`).version);
    return;
  }
  const make = name === 'carbone' ? carbone() : docxtemplater();
  if (rest[0] === '--list') {
    for (const line of fs.readFileSync(rest[1], 'utf8').trim().split('\n')) {
      const [folder, out] = line.split('\t');
      fs.writeFileSync(out, await make(load(folder)));
    }
  } else if (rest.length) {
    fs.writeFileSync(rest[1], await make(load(rest[0])));
  } else {
    for await (const line of require('readline').createInterface({ input: process.stdin })) {
      await timed(make, ...line.split('\t'));
    }
  }
}

main().catch((error) => {
  console.error(error.stack || String(error));
  process.exitCode = 1;
  process.stdin.destroy();
});
