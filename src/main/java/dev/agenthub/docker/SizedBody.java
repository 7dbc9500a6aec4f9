package dev.agenthub.docker;

import java.io.InputStream;

/** The body of a response whose length its head tells. */
final class SizedBody extends CountedBody {

    SizedBody(InputStream raw, long length) {
        super(raw, length);
    }

    @Override
    boolean more() {
        return false;
    }
}
