/** Whether a program waits for a person: judged by what it shows and by what it calls, pure. */
package dev.agenthub.attention;
