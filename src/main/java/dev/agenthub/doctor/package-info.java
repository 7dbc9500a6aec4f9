/**
 * Checks everything a hub needs, whether or not one is running, and suggests a fix for each problem. Changes nothing.
 */
package dev.agenthub.doctor;
