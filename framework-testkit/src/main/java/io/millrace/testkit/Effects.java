package io.millrace.testkit;

import io.millrace.port.InputRecord;

/** Hears what listeners under test have committed: each as an object, and as it lies in its topic. */
interface Effects {
    void output(String topic, Sent<Object, Object> sent, InputRecord record);

    void deadLetter(String listener, DeadLetter letter, InputRecord record);

    void late(String topic, Sent<Object, Object> sent, InputRecord record);
}
