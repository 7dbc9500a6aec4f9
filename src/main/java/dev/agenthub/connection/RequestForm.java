package dev.agenthub.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** Validates the host, target and headers of a request before it is handled (RFC 9112, sections 2.3, 3.2 and 6.3). */
final class RequestForm {

    /** Headers that must not be repeated: two parsers could each use a different one. */
    private static final List<CharSequence> ONCE = List.of(HttpHeaderNames.AUTHORIZATION, HttpHeaderNames.ORIGIN,
            HttpHeaderNames.CONTENT_LENGTH, HttpHeaderNames.CONTENT_TYPE, HttpHeaderNames.COOKIE,
            HttpHeaderNames.TRANSFER_ENCODING, "Sec-Fetch-Site");

    /** Allowed in a host besides letters and digits (RFC 3986, reg-name, without percent-encoding). */
    private static final String NAME_PUNCTUATION = "-._~!$&'()*+,;=";
    private static final int MAX_PORT_DIGITS = 5;

    private RequestForm() {
    }

    /** What is wrong with the request: a sentence for the client. */
    static Optional<String> problem(HttpRequest request) {
        var headers = request.headers();
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            return Optional.of("A request must have exactly one Host header; this one has %s."
                    .formatted(hosts.isEmpty() ? "none" : hosts.size()));
        }
        var host = hosts.getFirst();
        if (!isAuthority(host)) {
            return Optional.of("The Host header must be a name or an address, optionally with a port.");
        }
        if (headers.names().contains("")) {
            return Optional.of("A header must have a name.");
        }
        return repeated(headers)
                .map(name -> "The header %s must not be repeated.".formatted(name))
                .or(() -> target(request.uri(), host));
    }

    private static Optional<CharSequence> repeated(HttpHeaders headers) {
        return ONCE.stream().filter(name -> headers.getAll(name).size() > 1).findFirst();
    }

    private static Optional<String> target(String target, String host) {
        if (!isWellEscaped(target)) {
            return Optional.of("The request target contains characters that must be percent-encoded, such as %20.");
        }
        if (target.startsWith("/") || target.equals("*")) {
            return Optional.empty();
        }
        var scheme = target.indexOf("://");
        if (scheme < 0) {
            return Optional.of("The request target must begin with a slash.");
        }
        var rest = target.substring(scheme + "://".length());
        var authority = rest.substring(0, end(rest));
        return authority.equalsIgnoreCase(host) ? Optional.empty()
                : Optional.of("The request target and the Host header name different hosts.");
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

    /** A percent sign and two hexadecimal digits, except {@code %00}. */
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
                && (host.startsWith("[") ? isAddress(name) : name.chars().allMatch(RequestForm::isNameCharacter));
    }

    private static boolean isAddress(String name) {
        return name.length() > 2 && name.endsWith("]")
                && name.substring(1, name.length() - 1).chars().allMatch(c -> c == ':' || c == '.' || isHex((char) c));
    }

    private static boolean isNameCharacter(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || NAME_PUNCTUATION.indexOf(c) >= 0);
    }

    private static boolean isPort(String port) {
        return !port.isEmpty() && port.length() <= MAX_PORT_DIGITS && port.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
