package dev.agenthub.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hub's secret. Its text form tells nothing, so that no log and no message can give it away. */
public final class Token {

    private static final String MAC = "HmacSHA256";

    private final String value;
    private final String mark;

    public Token(String value) {
        this.value = value;
        this.mark = derive(value);
    }

    /** A new one of 256 bits. */
    static Token random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String value() {
        return value;
    }

    /** By which this token is told from another: it follows from the token, which does not follow from it. */
    String mark() {
        return mark;
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
