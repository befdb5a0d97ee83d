"""How the HTML preview looks: the fonts and measures of GB/T 9704-2012, as far as a browser has them."""

from __future__ import annotations

STYLE = """\
html { background: #eee; }
main { background: #fff; width: 156mm; margin: 1em auto; padding: 37mm 26mm 35mm 28mm;
  font: 16pt/28.95pt 仿宋_GB2312, 方正仿宋_GBK, 仿宋, FangSong, STFangsong, serif;
  color: #000; text-align: justify; }
p, h1, h2, h3, h4, h5 { margin: 0; font-size: 16pt; font-weight: normal; text-indent: 2em; }
strong { font-weight: bold; }
mark { background: #ff0; }
.title { font: 22pt/35pt 方正小标宋简体, 方正小标宋_GBK, 华文中宋, STZhongsong, serif; text-align: center;
  text-indent: 0; margin-bottom: 28.95pt; text-wrap: balance; }
.title + .subtitle { margin-top: -28.95pt; margin-bottom: 28.95pt; }
.subtitle { text-align: center; text-indent: 0; }
.recipients, .front, .label { text-indent: 0; }
.level1, .label, .front, caption, th { font-family: 黑体, SimHei, STHeiti, sans-serif; font-weight: normal; }
.level2, .subtitle { font-family: 楷体_GB2312, 方正楷体_GBK, 楷体, KaiTi, STKaiti, serif; }
.mark { color: #f00; font: 44pt/1.3 方正小标宋简体, 方正小标宋_GBK, 华文中宋, STZhongsong, serif;
  text-align: center; text-indent: 0; }
.number { text-align: center; text-indent: 0; margin: 57.9pt 0; border-bottom: 1.5pt solid #f00; }
.number.signed { display: flex; justify-content: space-between; padding: 0 1em; }
.signature { text-align: right; text-indent: 0; margin-right: 2em; white-space: pre-wrap; }
.attachment, .names { text-indent: -4em; padding-left: 6em; }
.attachment.next { text-indent: -1em; }
.names.next { text-indent: 0; }
.role, .name { display: inline-block; min-width: 3em; text-align-last: justify; text-indent: 0; }
.page { border-top: 1px dashed #bbb; margin-top: 28.95pt; padding-top: 28.95pt; }
.imprint { border-top: 1pt solid #000; border-bottom: 1pt solid #000; margin-top: 57.9pt; }
.imprint p { font-size: 14pt; text-indent: -3em; padding: 0 1em 0 4em; }
.imprint .printed { border-top: .75pt solid #000; display: flex; text-indent: 0;
  justify-content: space-between; padding: 0 1em; }
.imprint .printed:first-child { border-top: 0; }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 18pt; margin: 6pt 0; }
caption { font-size: 16pt; line-height: 28.95pt; }
th, td { border: .5pt solid #000; padding: 0 .3em; text-align: center; }
td.left { text-align: left; }
td.right { text-align: right; }
td.dark { background: #404040; color: #fff; }
td.light { background: #bfbfbf; }
td.dark, td.light { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
figure { margin: 6pt 0; }
.photos { display: grid; gap: 6pt; align-items: end; font-size: 12pt; line-height: 18pt; }
.photos figure { margin: 0; text-align: center; }
.photos img { max-width: 100%; height: auto; }
.photos figcaption { font-family: inherit; }
.network { font-size: 10.5pt; line-height: 15pt; overflow-x: auto; }
.network ul { list-style: none; margin: 0; padding-left: 2em; border-left: .5pt solid #000; }
.network > ul { padding-left: 0; border-left: 0; }
.network li { margin: 4pt 0; }
.network span { display: inline-block; border: .5pt solid #000; padding: 2pt 6pt; text-align: center; }
.network b { font-family: 黑体, SimHei, STHeiti, sans-serif; font-weight: normal; }
figcaption { text-align: center; font-family: 黑体, SimHei, STHeiti, sans-serif; }
.note { font-size: 10.5pt; line-height: 18pt; text-indent: 0; }
"""
