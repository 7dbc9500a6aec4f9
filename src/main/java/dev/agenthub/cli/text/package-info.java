/** Text for people: plain, in tables, with colours and progress. */
package dev.agenthub.cli.text;
