package dev.agenthub.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer for building control sequences. */
final class Bytes {
    private byte[] array;
    private int length;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    Bytes add(int b) {
        ensure(1);
        array[length++] = (byte) b;
        return this;
    }

    Bytes add(byte[] data, int offset, int count) {
        ensure(count);
        System.arraycopy(data, offset, array, length, count);
        length += count;
        return this;
    }

    /** Appends text that is known to be ASCII. */
    @SuppressWarnings("deprecation") // getBytes(int...) is exactly the narrowing that ASCII needs, without a copy
    Bytes ascii(String text) {
        ensure(text.length());
        text.getBytes(0, text.length(), array, length);
        length += text.length();
        return this;
    }

    Bytes text(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        return add(utf8, 0, utf8.length);
    }

    /** Appends a non-negative number in decimal. */
    Bytes number(int value) {
        return value < 10 ? add('0' + value) : number(value / 10).add('0' + value % 10);
    }

    /** Appends a code point in UTF-8. */
    Bytes codePoint(int cp) {
        if (cp < 0x80) {
            return add(cp);
        }
        if (cp < 0x800) {
            return add(0xC0 | cp >> 6).add(0x80 | cp & 0x3F);
        }
        if (cp < 0x10000) {
            return add(0xE0 | cp >> 12).add(0x80 | cp >> 6 & 0x3F).add(0x80 | cp & 0x3F);
        }
        return add(0xF0 | cp >> 18).add(0x80 | cp >> 12 & 0x3F).add(0x80 | cp >> 6 & 0x3F).add(0x80 | cp & 0x3F);
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return array[index];
    }

    byte[] array() {
        return array;
    }

    void clear() {
        length = 0;
    }

    /** Empties the buffer and frees the memory of a long content. */
    void release(int capacity) {
        length = 0;
        if (array.length > capacity) {
            array = new byte[capacity];
        }
    }

    byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }

    private void ensure(int more) {
        if (length + more > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
        }
    }
}
