package dev.agenthub.docker;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Describes the progress of a pull from the engine's messages. Counts layers and bytes, and no percentage, because the
 * engine reports the size of a layer only during its download.
 */
final class PullProgress extends PullImageResultCallback {

    private static final long MEBI = 1 << 20;

    private record Layer(long bytes, boolean done) {

        private static final Layer NEW = new Layer(0, false);
    }

    private final String image;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Used by the thread that reads the engine's messages. */
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private volatile String phrase;

    PullProgress(String image) {
        this.image = image;
        this.phrase = "pulling " + image;
    }

    /** {@return what the pull is doing, for people} */
    String phrase() {
        return phrase;
    }

    /** {@return whether the pull has ended, successfully or not} */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onNext(PullResponseItem item) {
        super.onNext(item);
        if (item.getId() == null || item.getStatus() == null) {
            return;
        }
        var before = layers.getOrDefault(item.getId(), Layer.NEW);
        switch (item.getStatus()) {
            case "Pulling fs layer", "Waiting" -> layers.put(item.getId(), before);
            case "Downloading" -> layers.put(item.getId(), new Layer(bytes(item, before), false));
            case "Pull complete", "Already exists" -> layers.put(item.getId(), new Layer(before.bytes(), true));
            default -> {
                return; // the layer's other steps, and messages about the whole image
            }
        }
        phrase = "pulling %s, %d of %d layers, %d MB".formatted(image,
                layers.values().stream().filter(Layer::done).count(), layers.size(),
                layers.values().stream().mapToLong(Layer::bytes).sum() / MEBI);
    }

    private static long bytes(PullResponseItem item, Layer before) {
        var detail = item.getProgressDetail();
        return detail == null || detail.getCurrent() == null ? before.bytes() : detail.getCurrent();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        ended.countDown();
    }

    @Override
    public void onError(Throwable failure) {
        super.onError(failure);
        ended.countDown();
    }
}
