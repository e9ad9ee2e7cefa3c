package io.gradus.app.check;

/// The style sheet of [CheckPage]. Every pair of letters and paper has a contrast of 4.5 or more, in light and in dark.
final class PageStyle {
    private static final String LIGHT =
            "--paper:#ffffff;--card:#f6f7f8;--ink:#1b1f24;--soft:#535b65;--line:#d3d8de;--fail:#a83a00;--pass:#0b6650;"
                    + "--unsure:#6b4d00;--blue:#0060a0;--grid:#e4e7eb";
    private static final String DARK =
            "--paper:#15181c;--card:#1d2126;--ink:#e8eaed;--soft:#a9b1bb;--line:#3a4149;--fail:#ff9d57;--pass:#4fd0ac;"
                    + "--unsure:#e8c35a;--blue:#6cc0ff;--grid:#2b3037";

    private static final String RULES = """
            *{box-sizing:border-box}
            html{-webkit-text-size-adjust:100%}
            body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
            main{max-width:70rem;margin:0 auto;padding:1.5rem clamp(.75rem,3vw,2.5rem) 3rem}
            h1{font-size:clamp(1.35rem,1.1rem + 1.4vw,2rem);line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
            h2{font-size:1.3rem;line-height:1.3;margin:0}
            h3{font-size:1rem;margin:1.5rem 0 .5rem}
            p{margin:.5rem 0}
            a{color:var(--blue)}
            .math,.formula,i{font-family:"STIX Two Text","STIX Two Math","Cambria Math",Cambria,"Times New Roman","Liberation Serif",serif}
            i{font-style:italic}
            sub,sup{font-size:.72em;line-height:0}
            .sketch{color:var(--soft);margin:0 0 1.25rem}
            .verdict{border-left:.4rem solid var(--tone);background:var(--card);padding:.8rem 1.1rem;border-radius:.3rem;font-size:1.15rem;margin:0 0 1.5rem}
            .verdict b{color:var(--tone);letter-spacing:.02em}
            .fail{--tone:var(--fail)}.pass{--tone:var(--pass)}.inconclusive{--tone:var(--unsure)}
            .tone{color:var(--tone);font-weight:600;white-space:nowrap}
            table.blocks{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
            .blocks th,.blocks td{padding:.4rem .6rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:baseline}
            .blocks thead th{color:var(--soft);font-weight:600;font-size:.9rem}
            .blocks th:first-child,.blocks td:last-child,.blocks th:last-child{text-align:left}
            .blocks td:last-child .kind{color:var(--soft);white-space:normal}
            .note{color:var(--soft);font-size:.9rem;margin:.5rem 0 0}
            section.block{border-top:1px solid var(--line);margin-top:2rem;padding-top:1.25rem}
            section.block header{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
            .message{font-size:1.15rem;max-width:46rem}
            .step{display:grid;grid-template-columns:minmax(0,auto) minmax(0,1fr);gap:1rem 2rem;align-items:center;margin:1rem 0}
            .formula{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.7rem 1.3rem;font-size:1.45rem;line-height:1.4}
            .formula small{display:block;font:.8rem/1.3 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;color:var(--soft)}
            dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1rem;margin:0}
            dt{color:var(--soft)}dd{margin:0}
            .maps{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1rem 1.5rem;max-width:62rem;margin-top:.9rem}
            figure{margin:0;min-width:0;container-type:inline-size}
            figcaption{margin-bottom:.3rem}figcaption span{color:var(--soft);font-size:.9rem}
            table.heat{border-collapse:separate;border-spacing:2px;width:100%;table-layout:fixed;font-variant-numeric:tabular-nums}
            .heat th{color:var(--soft);font-weight:400;font-size:.75rem;padding:0 .2rem}
            .heat th[scope=row],.heat td:first-child:empty{width:1.4rem}
            .heat td[class]{text-align:center;padding:.55rem .1rem;border-radius:.2rem;font-size:min(.9rem,calc((100cqi - 2.5rem) / var(--columns) / 5.8));white-space:nowrap;overflow:hidden}
            svg.heat{display:block;width:100%;height:auto;background:var(--line)}
            svg.dense{shape-rendering:crispEdges}
            path.flip{stroke:var(--ink);stroke-width:1.2;fill:none;pointer-events:none}
            td.flip,.swatch.flip{outline:2px dashed var(--ink);outline-offset:-4px}
            .swatch.flip{outline-width:1px;outline-offset:-3px}
            .sketch a{text-decoration:none}.sketch .plain{color:inherit}.layer{white-space:nowrap}
            .curve{display:grid;grid-template-columns:minmax(0,38rem) minmax(14rem,1fr);gap:.5rem 2rem;align-items:center}
            .nan{fill:#6b6b6b;background:#6b6b6b;color:#fff}
            .legend{display:flex;flex-wrap:wrap;gap:.4rem 2rem;align-items:center;font-size:.9rem;color:var(--soft);padding:0;margin:1rem 0;list-style:none}
            .legend svg{display:inline-block;width:11rem;height:1rem;vertical-align:-.15rem;margin:0 .4rem}
            .legend .swatch{display:inline-block;width:1.3rem;height:1rem;vertical-align:-.15rem;margin-right:.4rem}
            svg.plot{display:block;width:100%;max-width:40rem;height:auto;margin-top:.5rem}
            .plot text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;font-size:11px;fill:var(--ink)}
            .plot .ticks text{fill:var(--soft)}.plot .up{font-size:8px}
            .plot .axis{font-size:12px}.plot .math{font-style:italic}
            .plot .label{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
            .plot .grid line{stroke:var(--grid);stroke-width:1}
            .plot circle{fill:var(--blue);stroke:var(--paper);stroke-width:.8}
            .plot .truncation{stroke:var(--ink);stroke-width:1.6}
            .plot .rounding{stroke:var(--soft);stroke-width:1.4;stroke-dasharray:2 3}
            .plot .given{stroke:var(--fail);stroke-width:2;stroke-dasharray:8 3}
            @media (max-width:44rem){
            body{font-size:1rem}
            .maps{gap:1rem .6rem}
            .maps.numbers{grid-template-columns:minmax(0,1fr)}
            .maps:not(.numbers) figcaption span{display:block}
            .step,.curve{grid-template-columns:minmax(0,1fr)}
            .formula{font-size:1.2rem;padding:.6rem .9rem}
            .blocks th,.blocks td{padding:.4rem .25rem}
            table.blocks{font-size:.85rem}
            .blocks .wide{display:none}
            .legend svg{width:8rem}
            }
            @media print{
            *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
            main{max-width:none;padding:0}
            body{font-size:10.5pt}
            section.block header,.step,.maps,svg.plot,.verdict{break-inside:avoid}
            svg.plot{max-width:11cm}
            svg.heat{max-width:6cm}
            .maps,.maps.numbers{grid-template-columns:repeat(3,minmax(0,1fr))}
            }
            """;

    private PageStyle() {}

    /// Rules without a character that XML would read as mark-up.
    static String css() {
        return ":root{color-scheme:light dark;" + LIGHT + "}\n" + RULES + HeatColors.css(false)
                + "@media screen and (prefers-color-scheme:dark){\n:root{" + DARK + "}\n" + HeatColors.css(true)
                + "}\n";
    }
}
