package dev.agenthub.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The environment variables of an agent's program, by name. Their values may be secrets: they go to the engine and nowhere else, so
 * {@link #toString} has only the names.
 *
 * @param digest stands for all names and values where these must not be seen; equal for equal variables
 */
public record Variables(Map<String, String> values, String digest) {

    private static final String MAC = "HmacSHA256";

    public Variables {
        values = Map.copyOf(values);
    }

    /**
     * Variables whose digest tells nothing of a value to those without the key, however short the value is.
     *
     * @param key at least 32 bytes by chance, which nobody else knows
     */
    public static Variables sealed(Map<String, String> values, byte[] key) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            new TreeMap<>(values).forEach((name, value) -> {
                // Neither a name nor a value can hold a NUL, so that no two sets of variables look the same here.
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
