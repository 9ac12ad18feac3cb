package io.millrace.demo.run;

import java.util.concurrent.locks.LockSupport;

/** When each transaction of a paced phase is due, by its position: late sends do not move what follows. */
record Schedule(long startNanos, double perSecond) implements Pace {
    long dueNanos(long position) {
        return startNanos + (long) (position * 1e9 / perSecond);
    }

    @Override
    public void awaitDue(long position) {
        for (long left = dueNanos(position) - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = dueNanos(position) - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
