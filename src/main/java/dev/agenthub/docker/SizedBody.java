package dev.agenthub.docker;

import java.io.InputStream;

/** A response body whose length is given in the head. */
final class SizedBody extends CountedBody {

    SizedBody(InputStream raw, long length) {
        super(raw, length);
    }

    @Override
    boolean advance() {
        return false;
    }
}
