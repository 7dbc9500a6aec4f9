package dev.agenthub.doctor;

import java.util.List;

/** Looks at one thing. Blocking, bounded in time; changes nothing. */
@FunctionalInterface
interface Check {

    /** In the order in which a person should read them. */
    List<Finding> look(DoctorContext here);
}
