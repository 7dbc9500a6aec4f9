package dev.agenthub.doctor;

import java.util.List;

/** Checks one aspect of the setup. Blocking, with a time limit; changes nothing. */
@FunctionalInterface
interface Check {

    /** The findings, most important first. */
    List<Finding> run(DoctorContext context);
}
