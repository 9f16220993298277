/** The report's style sheet. Both colours of the bars keep apart for readers who do not tell red from green. */
export const style = `
:root { color-scheme: light dark; --kept: #2a78b8; --rejected: #d98c2b; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --kept: #5aa9e6; --rejected: #e8a84c; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; font-size: 1.2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
td.wide { width: 45%; }
.facts th { width: 10rem; font-weight: normal; opacity: .75; }
.totals { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 1rem; }
.totals dt { opacity: .75; font-size: .85rem; }
.totals dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.bar { width: 100%; height: .6rem; display: block; }
.bar .kept { fill: var(--kept); }
.bar .rejected { fill: var(--rejected); }
.quiet { opacity: .7; font-size: .85rem; }
details { border-bottom: 1px solid var(--line); padding: .5rem 0; }
summary { cursor: pointer; }
figure { margin: 1rem 0; }
figcaption { opacity: .75; font-size: .9rem; }
blockquote { margin: .3rem 0 0; padding: .5rem .8rem; border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
`;
