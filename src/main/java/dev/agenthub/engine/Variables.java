package dev.agenthub.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The environment variables of an agent's program, by name. Values may be secrets and must go only to the engine, so
 * {@link #toString} contains only the names.
 *
 * @param digest represents all names and values without revealing them; equal for equal variables
 */
public record Variables(Map<String, String> values, String digest) {

    private static final String MAC = "HmacSHA256";

    public Variables {
        values = Map.copyOf(values);
    }

    /**
     * {@return variables with a keyed digest} Without the key, the digest reveals nothing about a value, however short
     * it is.
     *
     * @param key at least 32 random, secret bytes
     */
    public static Variables sealed(Map<String, String> values, byte[] key) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            new TreeMap<>(values).forEach((name, value) -> {
                // Names and values cannot contain NUL, so the encoding is unambiguous.
                mac.update((name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
            });
            return new Variables(values, HexFormat.of().formatHex(mac.doFinal()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + MAC + ".", e);
        }
    }

    @Override
    public String toString() {
        return "Variables" + new TreeMap<>(values).keySet();
    }
}
