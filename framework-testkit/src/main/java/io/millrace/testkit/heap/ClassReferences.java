package io.millrace.testkit.heap;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The fields and methods that a class file's code names, read from its constant pool. */
final class ClassReferences {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final int[] tags;
    /** Of each constant its one or two references to others. */
    private final int[][] parts;

    private final String[] texts;

    private ClassReferences(int count) {
        tags = new int[count];
        parts = new int[count][];
        texts = new String[count];
    }

    /**
     * A field or method of another class, or of its own.
     *
     * @param owner as in a class file: {@code java/lang/System}
     */
    record Member(String owner, String name, String descriptor) {}

    static List<Member> of(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        in.readInt(); // magic
        in.readInt(); // version
        ClassReferences pool = new ClassReferences(in.readUnsignedShort());
        for (int i = 1; i < pool.tags.length; i++) {
            pool.read(in, i);
            if (pool.tags[i] == LONG || pool.tags[i] == DOUBLE) {
                i++; // these take two places
            }
        }
        return pool.members();
    }

    private void read(DataInputStream in, int at) throws IOException {
        tags[at] = in.readUnsignedByte();
        switch (tags[at]) {
            case UTF8 -> texts[at] = in.readUTF();
            case INTEGER, FLOAT -> in.skipNBytes(Integer.BYTES);
            case LONG, DOUBLE -> in.skipNBytes(Long.BYTES);
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> parts[at] = new int[] {in.readUnsignedShort()};
            case FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC ->
                parts[at] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
            case METHOD_HANDLE -> in.skipNBytes(1 + Short.BYTES);
            default -> throw new IOException("constant of unknown kind " + tags[at]);
        }
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == FIELD || tags[i] == METHOD || tags[i] == INTERFACE_METHOD) {
                int[] nameAndType = parts[parts[i][1]];
                members.add(new Member(texts[parts[parts[i][0]][0]], texts[nameAndType[0]], texts[nameAndType[1]]));
            }
        }
        return members;
    }
}
