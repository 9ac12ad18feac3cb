package io.millrace.chaos.cluster;

import io.millrace.chaos.problem.Problem;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between replicas and a broker: a TCP proxy that the broker advertises as its own address. It can be cut in
 * one direction or both, as a switch does that drops packets: connections stay, nothing arrives; it can be slow, pass on
 * a few bytes at a time, and break connections.
 */
public final class Link implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int BACKLOG = 128;
    private static final long LOOK_NANOS = 2_000_000;
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int NO_API = -1;

    /** The request that ends a transaction, as Kafka's protocol numbers it. */
    private static final int END_TXN = 26;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean requestsCut;
    private volatile boolean answersCut;
    private volatile long delayMs;
    private volatile int sliceBytes = CHUNK_BYTES;
    private volatile int slowApi = NO_API;
    private volatile long slowApiMs;

    private Link(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static Link to(int target) {
        try {
            Link link = new Link(new ServerSocket(Ports.next(), BACKLOG, InetAddress.getLoopbackAddress()), target);
            daemon("link-" + target, link::accept);
            return link;
        } catch (IOException e) {
            throw new Problem(Problem.Code.PROCESS, "cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Nothing passes any more, in either direction. */
    public void cut() {
        requestsCut = true;
        answersCut = true;
    }

    /** What is sent to the broker still arrives, its answers do not. */
    public void cutAnswers() {
        answersCut = true;
    }

    /** What is sent to the broker does not arrive; what it had to say does. */
    public void cutRequests() {
        requestsCut = true;
    }

    /** Slow: each request and each answer waits so long. */
    public void delay(long ms) {
        delayMs = ms;
    }

    /** Only what ends a transaction waits so long. */
    public void delayEndOfTransactions(long ms) {
        slowApi = END_TXN;
        slowApiMs = ms;
    }

    /** Passes on so many bytes at once and no more. */
    public void slice(int bytes) {
        sliceBytes = bytes;
    }

    /** Breaks about this share of the connections that are open now. */
    public void reset(Random random, double share) {
        for (Socket socket : open) {
            if (random.nextDouble() < share) {
                abort(socket);
            }
        }
    }

    /** As good as new. What was held back in a cut connection is lost with it, as with any that was cut for long. */
    public void heal() {
        boolean wasCut = requestsCut || answersCut;
        requestsCut = false;
        answersCut = false;
        delayMs = 0;
        slowApi = NO_API;
        sliceBytes = CHUNK_BYTES;
        if (wasCut) {
            open.forEach(Link::abort);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                daemon("link-requests", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A client whose broker is away sees its connection break, as it would see it refused. */
    private void connect(Socket client) {
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            daemon("link-answers", () -> pump(broker, client, false));
            pump(client, broker, true);
        } catch (IOException brokerIsAway) {
            open.remove(client);
            abort(client);
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream(), CHUNK_BYTES));
            OutputStream out = to.getOutputStream();
            while (true) {
                byte[] frame = frame(in);
                boolean slowOne = requests && apiOf(frame) == slowApi;
                LockSupport.parkNanos((delayMs + (slowOne ? slowApiMs : 0)) * NANOS_PER_MS);
                while (requests ? requestsCut : answersCut) {
                    if (from.isClosed() || to.isClosed()) {
                        return;
                    }
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                for (int at = 0, size = sliceBytes; at < frame.length; at += size) {
                    out.write(frame, at, Math.min(size, frame.length - at));
                }
            }
        } catch (IOException eitherEndIsGone) {
            // Then so is the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** A request or an answer of Kafka's protocol, its length before it. */
    private static byte[] frame(DataInputStream in) throws IOException {
        int size = in.readInt();
        byte[] frame = new byte[Integer.BYTES + size];
        ByteBuffer.wrap(frame).putInt(size);
        in.readFully(frame, Integer.BYTES, size);
        return frame;
    }

    private static int apiOf(byte[] request) {
        return ByteBuffer.wrap(request).getShort(Integer.BYTES);
    }

    /** With a reset, not an orderly end. */
    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
        open.forEach(Link::abort);
    }
}
