package dev.sluice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.util.Iterator;

/**
 * The {@code Host} of a request: exactly one, which only HTTP/1.0 may go without (RFC 9112, 3.2), and a host with or without
 * a port (RFC 9110, 7.2; RFC 3986, 3.2.2).
 *
 * <p>Stricter than the grammar in three things that no client has a use for, and over which servers disagree: an empty host,
 * a colon without a port behind it, and an address of a future version of IP.
 */
final class HostHeader {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;

    /** What a name may consist of beside letters and digits: unreserved characters and sub-delimiters (RFC 3986, 2). */
    private static final String MARKS = "-._~!$&'()*+,;=";

    private static final char ESCAPE = '%';
    private static final int ESCAPED_DIGITS = 2;
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private HostHeader() {}

    static boolean isValid(HttpRequest request) {
        Iterator<String> hosts = request.headers().valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        }
        return isHostAndPort(hosts.next()) && !hosts.hasNext();
    }

    private static boolean isHostAndPort(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : endOfName(text);
        return end > 0 && isHost(text.substring(0, end)) && isPort(text, end);
    }

    private static int endOfName(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text.length() : colon;
    }

    private static boolean isHost(String host) {
        return host.startsWith("[") ? NetUtil.isValidIpV6Address(host) && host.indexOf(ESCAPE) < 0 : isName(host);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ESCAPE) {
                if (!isEscaped(name, i + 1)) {
                    return false;
                }
                i += ESCAPED_DIGITS;
            } else if (!isLetterOrDigit(c) && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isEscaped(String name, int start) {
        return start + ESCAPED_DIGITS <= name.length()
                && Character.digit(name.charAt(start), HEX) >= 0
                && Character.digit(name.charAt(start + 1), HEX) >= 0;
    }

    private static boolean isPort(String text, int colon) {
        if (colon == text.length()) {
            return true;
        }
        int digits = text.length() - colon - 1;
        return text.charAt(colon) == ':'
                && digits >= 1
                && digits <= MAX_PORT_DIGITS
                && isNumberUpTo(MAX_PORT, text, colon + 1);
    }

    private static boolean isNumberUpTo(int most, String text, int start) {
        int number = 0;
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
            number = DECIMAL * number + text.charAt(i) - '0';
        }
        return number <= most;
    }
}
