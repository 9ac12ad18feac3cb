package io.millrace.state.log;

/**
 * What the head knows of a chunk without reading it.
 *
 * @param id its entry key
 * @param firstTime the smallest time in it
 * @param lastTime the largest time in it
 * @param count elements in it, at least one
 */
public record ChunkInfo(long id, long firstTime, long lastTime, int count) {}
