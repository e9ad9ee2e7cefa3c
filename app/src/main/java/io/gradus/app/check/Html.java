package io.gradus.app.check;

import java.util.Locale;

/// Text that goes into a page.
public final class Html {
    private Html() {}

    /// Any text as content or as the value of an attribute in double quotes. What XML has no place for, such as a
    /// control character or half a surrogate pair, becomes U+FFFD.
    public static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return html.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c >= 0x10000;
    }

    /// A length in a drawing, to a tenth of a pixel.
    static String px(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
