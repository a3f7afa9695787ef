/** The page's style: no fonts, pictures or sheets from elsewhere. */
export const STYLE = `
:root{--paper:#fff;--panel:#f5f6f8;--ink:#14181d;--dim:#56606b;--line:#d5dae0;
--good:#0b6b43;--good-soft:#bfe3d0;--good-panel:#e8f5ee;--bad:#a8180f;--bad-panel:#fdeceb;--warn:#7a4a00;--warn-panel:#fdf3dc;--focus:#0b57d0}
@media (prefers-color-scheme:dark){:root{--paper:#0f1318;--panel:#181e25;--ink:#e7ebef;--dim:#9aa5b1;--line:#303944;
--good:#57d39a;--good-soft:#1f5a40;--good-panel:#10281d;--bad:#ff8d85;--bad-panel:#331513;--warn:#f0bd5e;--warn-panel:#30240d;--focus:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:0 1.25rem 2rem;background:var(--paper);color:var(--ink);font:1rem/1.45 system-ui,sans-serif;-webkit-text-size-adjust:100%}
header,footer{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;color:var(--dim);font-size:.875rem}
header p{margin:.75rem 0}footer{justify-content:start;gap:.25rem;border-top:1px solid var(--line);margin-top:2rem;padding-top:.75rem}
.brand{font-weight:600;color:var(--ink)}
a{color:inherit}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--paper);z-index:1}
section:focus{outline:none}
.hidden{position:absolute}
h2{font-size:1.125rem;margin:2rem 0 .5rem}
.count{font-weight:400;color:var(--dim);font-size:.9375rem;margin-left:.5rem}
.verdict{display:flex;gap:1.25rem;align-items:flex-start;padding:1.25rem;border:2px solid;border-left-width:10px;border-radius:10px}
.verdict[hidden]{display:none}
.verdict h1{margin:0;font-size:1.875rem;line-height:1.2}
.verdict p{margin:.35rem 0 0;color:var(--ink)}
.mark{flex:none}.mark *{fill:none;stroke:currentColor;stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.said{min-width:0}
.ready{color:var(--good);background:var(--good-panel)}.not{color:var(--bad);background:var(--bad-panel)}
.unknown{color:var(--warn);background:var(--warn-panel);border-style:dashed}
.reasons{margin:.5rem 0 0;padding-left:1.1rem;color:var(--ink);overflow-wrap:anywhere}.reasons li{margin:.15rem 0}
.held{margin:.75rem 0 0;padding:.6rem .9rem;border-radius:8px;background:var(--warn-panel);overflow-wrap:anywhere}.held b,.pace b{color:var(--warn)}
.was{display:none}
.lost #verdict .verdict{filter:grayscale(1);opacity:.6}.lost .was{display:inline}.lost #lost{margin-bottom:1rem}
.figures{display:grid;grid-template-columns:repeat(5,1fr);gap:.75rem;margin:1rem 0 0}
.figures div{background:var(--panel);border-radius:8px;padding:.7rem .9rem}
.figures dt{color:var(--dim);font-size:.875rem}.figures dd{margin:0}.figures dd b{display:block;font-size:1.5rem;line-height:1.25}
.figures dd span{color:var(--dim);font-size:.875rem}.figures .bad dd b{color:var(--bad)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--dim);font-size:.8125rem;white-space:nowrap}
tbody th{font-weight:600;overflow-wrap:break-word;max-width:18rem}
td{overflow-wrap:anywhere}time{white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums}td.number{padding-right:.75rem}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.to,.why{color:var(--dim);font-weight:400}.to{display:inline-block}.why{display:block;font-size:.8125rem}
.badge{display:inline-flex;gap:.35rem;align-items:baseline;white-space:nowrap;font-weight:600}
.sign{display:inline-block;min-width:1.15em;text-align:center;border:1.5px solid currentColor;border-radius:4px;line-height:1.1;font-size:.8125em}
.badge.good{color:var(--good)}.badge.bad{color:var(--bad)}.badge.warn{color:var(--warn)}.badge.plain{color:var(--dim)}
.none,.more,.pace{color:var(--dim);margin:.5rem 0}.none{padding:.75rem 1rem;background:var(--panel);border-radius:8px}
.line{display:block;max-width:100%;height:auto}.tables .line{min-width:12rem}.tables tbody th{min-width:11rem}.tables .why{max-width:18rem}
.track{fill:var(--line)}.line .since{fill:var(--good-soft)}.line .clean{fill:var(--good)}.line .now{fill:url(#hatch);stroke:var(--ink);stroke-width:1}
.line .open{fill:var(--bad);stroke:var(--paper);stroke-width:1}.line .over{fill:var(--paper);stroke:var(--dim);stroke-width:2}
.paper{fill:var(--paper)}.stripe{fill:var(--dim)}
.bar{vertical-align:middle;margin-right:.35rem}.bar .fill{fill:var(--ink)}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.75rem 0 0;padding:0;color:var(--dim);font-size:.8125rem}
.legend li{display:flex;gap:.4rem;align-items:center}
summary{cursor:pointer}summary h2{display:inline;font-size:1rem}details{margin-top:1.5rem}
.link::before{content:"○ "}.live .link::before{content:"● ";color:var(--good)}.lost .link::before{content:"✕ ";color:var(--bad)}
@media (max-width:52rem){
body{padding:0 .875rem 2rem}
.verdict{padding:1rem;gap:.75rem}.verdict h1{font-size:1.5rem}.mark{width:40px;height:40px}
.figures{grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr))}
.stack thead{position:absolute;left:-99rem}
.stack tr{display:block;padding:.6rem 0;border-bottom:1px solid var(--line)}
.stack th,.stack td{display:grid;grid-template-columns:7.5rem 1fr;gap:0 .5rem;border:0;padding:.15rem 0;text-align:left}
.stack td::before{content:attr(data-name);color:var(--dim);font-size:.8125rem}
.stack th{display:block;font-size:1rem;max-width:none}.stack .nothing{display:none}.figures div:last-child{grid-column:1/-1}.tables .line{min-width:0}
.count{display:block;margin:0}}
@media (prefers-reduced-motion:no-preference){.live .line .now{animation:now 2s ease-in-out infinite alternate}@keyframes now{to{opacity:.55}}}
`;
