package dev.agenthub.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hub's secret token. {@link #toString} hides its value from logs and messages. */
public record Token(String value) {

    private static final String MAC = "HmacSHA256";

    /** @throws IllegalArgumentException if the value cannot be a token; the message does not contain it */
    public Token {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A token must be printable ASCII without spaces.");
        }
    }

    /** Generates a token of 256 bits. */
    static Token random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Identifies the token without revealing it: an HMAC keyed with the token. */
    String fingerprint() {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal("agent-hub mark".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + MAC + ".", e);
        }
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
