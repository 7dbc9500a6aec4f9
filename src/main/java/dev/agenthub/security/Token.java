package dev.agenthub.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hub's secret token. {@link #toString} hides its value from logs and messages. */
public final class Token {

    private static final String MAC = "HmacSHA256";

    private final String value;
    private final String fingerprint;

    public Token(String value) {
        this.value = value;
        this.fingerprint = derive(value);
    }

    /** Generates a token of 256 bits. */
    static Token random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String value() {
        return value;
    }

    /** Identifies the token without revealing it: an HMAC keyed with the token. */
    String fingerprint() {
        return fingerprint;
    }

    private static String derive(String secret) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
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
