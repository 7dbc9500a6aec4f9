package dev.agenthub.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** What every request must be before anything looks at what it says (RFC 9112, sections 3.2, 2.3 and 6.3). Pure. */
final class RequestForm {

    /** What decides about a request, so two of them would let two readers decide differently. */
    private static final List<CharSequence> ONCE = List.of(HttpHeaderNames.AUTHORIZATION, HttpHeaderNames.ORIGIN,
            HttpHeaderNames.CONTENT_LENGTH, HttpHeaderNames.CONTENT_TYPE, HttpHeaderNames.COOKIE,
            HttpHeaderNames.TRANSFER_ENCODING, "Sec-Fetch-Site");

    /** A host may have these besides letters and digits (RFC 3986, reg-name), but for percent signs, which no name has. */
    private static final String IN_NAMES = "-._~!$&'()*+,;=";
    private static final int LONGEST_PORT = 5;

    private RequestForm() {
    }

    /** What is wrong with the request: a sentence for whoever sent it. */
    static Optional<String> problem(HttpRequest request) {
        var headers = request.headers();
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            return Optional.of("A request must have one Host header, and this one has %s."
                    .formatted(hosts.isEmpty() ? "none" : hosts.size()));
        }
        var host = hosts.getFirst();
        if (!isAuthority(host)) {
            return Optional.of("The Host header must be a name or an address, with a port or without.");
        }
        if (headers.names().contains("")) {
            return Optional.of("A header must have a name.");
        }
        return twice(headers)
                .map(name -> "A request must not have the header %s more than once.".formatted(name))
                .or(() -> target(request.uri(), host));
    }

    private static Optional<CharSequence> twice(HttpHeaders headers) {
        return ONCE.stream().filter(name -> headers.getAll(name).size() > 1).findFirst();
    }

    private static Optional<String> target(String target, String host) {
        if (!isWellEscaped(target)) {
            return Optional.of("The request's target has characters that no address has: escape them, as %20.");
        }
        if (target.startsWith("/") || target.equals("*")) {
            return Optional.empty();
        }
        var scheme = target.indexOf("://");
        if (scheme < 0) {
            return Optional.of("The request's target must begin with a slash.");
        }
        var rest = target.substring(scheme + "://".length());
        var authority = rest.substring(0, end(rest));
        return authority.equalsIgnoreCase(host) ? Optional.empty()
                : Optional.of("The request's target names another host than its Host header.");
    }

    private static int end(String rest) {
        for (var i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static boolean isWellEscaped(String target) {
        for (var i = 0; i < target.length(); i++) {
            var c = target.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                return false;
            }
            if (c == '%' && !isEscape(target, i)) {
                return false;
            }
        }
        return true;
    }

    /** Two hexadecimal digits, but not NUL: no name of anything has one. */
    private static boolean isEscape(String target, int at) {
        return at + 2 < target.length() && isHex(target.charAt(at + 1)) && isHex(target.charAt(at + 2))
                && !target.startsWith("%00", at);
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }

    private static boolean isAuthority(String host) {
        var bracket = host.startsWith("[") ? host.indexOf(']') : 0;
        var colon = bracket < 0 ? -1 : host.indexOf(':', bracket);
        var name = colon < 0 ? host : host.substring(0, colon);
        return !name.isEmpty() && (colon < 0 || isPort(host.substring(colon + 1)))
                && (host.startsWith("[") ? isAddress(name) : name.chars().allMatch(RequestForm::isOfName));
    }

    private static boolean isAddress(String name) {
        return name.length() > 2 && name.endsWith("]")
                && name.substring(1, name.length() - 1).chars().allMatch(c -> c == ':' || c == '.' || isHex((char) c));
    }

    private static boolean isOfName(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || IN_NAMES.indexOf(c) >= 0);
    }

    private static boolean isPort(String port) {
        return !port.isEmpty() && port.length() <= LONGEST_PORT && port.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
