package io.gradus.train;

import io.gradus.data.Dataset;
import io.gradus.file.Dtype;
import io.gradus.file.FileFormatException;
import io.gradus.file.Json;
import io.gradus.file.JsonObject;
import io.gradus.file.Safetensors;
import io.gradus.file.Tensor;
import io.gradus.file.TensorFile;
import io.gradus.network.Network;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The state of a training run in a file, so that it can go on after an interruption to the very same bits.
///
/// The file is in the safetensors layout and is replaced as a whole. It carries a fingerprint of settings, network and
/// data: a state is taken up again only by the run it belongs to.
public final class Checkpoint {
    private static final String FORMAT = "gradus-checkpoint-2";
    private static final String METADATA = "gradus";
    private static final long NANOS_BETWEEN_SAVES = 5_000_000_000L;

    private final Path file;
    private final boolean resume;
    private long lastSave = System.nanoTime();

    /// @param file where to keep the state
    /// @param resume whether to take up a state that is there; otherwise it is replaced
    public Checkpoint(Path file, boolean resume) {
        this.file = file;
        this.resume = resume;
    }

    /// Fills a state from the file, if there is one to go on from.
    ///
    /// @param state filled
    /// @return whether it was
    /// @throws io.gradus.InputException if the file is broken or belongs to another run
    boolean load(TrainingState state, String fingerprint) {
        if (!resume || !Files.exists(file)) {
            return false;
        }
        TensorFile saved = Safetensors.read(file);
        JsonObject json = saved.json(METADATA);
        if (!json.getString("format").equals(FORMAT)) {
            throw json.error("format", "expected \"" + FORMAT + "\", got \"" + json.getString("format") + "\"");
        }
        if (!json.getString("fingerprint").equals(fingerprint)) {
            throw new FileFormatException(
                    file.toString(),
                    "belongs to a run with other settings or data",
                    "give the options and the data of that run, or leave --resume out to start anew");
        }
        fill(saved, "parameters", state.parameters);
        fill(saved, "best", state.bestParameters);
        if (state.running.length > 0) {
            fill(saved, "state", state.running);
            fill(saved, "bestState", state.bestRunning);
        }
        for (int a = 0; a < state.optimizer.arrays().length; a++) {
            fill(saved, "optimizer." + a, state.optimizer.arrays()[a]);
        }
        fill(saved, "optimizer.scalars", state.optimizer.scalars());
        double[] losses = saved.tensor("losses").values();
        double[] validation = saved.tensor("validationLosses").values();
        double[] scores = saved.tensor("scores").values();
        double[] rates = saved.tensor("learningRates").values();
        if (validation.length != losses.length || scores.length != losses.length || rates.length != losses.length) {
            throw json.error("step", "as many validation losses, scores and learning rates as losses are expected");
        }
        for (int e = 0; e < losses.length; e++) {
            state.epochs.add(new History.Epoch(e + 1, losses[e], validation[e], scores[e], rates[e]));
        }
        state.step = json.getLong("step");
        state.bestEpoch = json.getInt("bestEpoch");
        double[] bestLoss = new double[1];
        fill(saved, "bestLoss", bestLoss);
        state.bestLoss = bestLoss[0];
        return true;
    }

    /// Saves if the last save is some seconds ago, or if it must be now.
    void saveNowAndThen(TrainingState state, String fingerprint, boolean now) {
        if (now || System.nanoTime() - lastSave > NANOS_BETWEEN_SAVES) {
            save(state, fingerprint);
            lastSave = System.nanoTime();
        }
    }

    private void save(TrainingState state, String fingerprint) {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(tensor("parameters", state.parameters));
        tensors.add(tensor("best", state.bestParameters));
        if (state.running.length > 0) {
            tensors.add(tensor("state", state.running));
            tensors.add(tensor("bestState", state.bestRunning));
        }
        for (int a = 0; a < state.optimizer.arrays().length; a++) {
            tensors.add(tensor("optimizer." + a, state.optimizer.arrays()[a]));
        }
        tensors.add(tensor("optimizer.scalars", state.optimizer.scalars()));
        tensors.add(perEpoch("losses", state, History.Epoch::loss));
        tensors.add(perEpoch("validationLosses", state, History.Epoch::validationLoss));
        tensors.add(perEpoch("scores", state, History.Epoch::score));
        tensors.add(perEpoch("learningRates", state, History.Epoch::learningRate));
        tensors.add(tensor("bestLoss", new double[] {state.bestLoss}));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("fingerprint", fingerprint);
        json.put("step", state.step);
        json.put("bestEpoch", state.bestEpoch);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(METADATA, Json.write(json, false));
        Safetensors.write(file, TensorFile.of(tensors, metadata));
    }

    private static Tensor perEpoch(String name, TrainingState state, ToDoubleFunction<History.Epoch> value) {
        return tensor(name, state.epochs.stream().mapToDouble(value).toArray());
    }

    private static Tensor tensor(String name, double[] values) {
        return Tensor.of(name, Dtype.F64, values, values.length);
    }

    private void fill(TensorFile saved, String name, double[] target) {
        double[] values = saved.tensor(name).values();
        if (values.length != target.length) {
            throw new FileFormatException(
                    file.toString(),
                    "tensor \"%s\": expected %d values, got %d".formatted(name, target.length, values.length),
                    "leave --resume out to start anew");
        }
        System.arraycopy(values, 0, target, 0, target.length);
    }

    /// What tells one run from another: settings, network and data. The number of epochs may be raised, unless the
    /// learning rate depends on it; when to stop may change.
    static String fingerprint(
            TrainingSettings settings,
            Network initial,
            Dataset training,
            @Nullable Dataset validation,
            @Nullable Monitor monitor) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            boolean fixed = settings.learningRate().dependsOnEpochs();
            TrainingSettings kept = settings.withStopping().withEpochs(fixed ? settings.epochs() : 1);
            String metric = monitor == null ? "" : monitor.metric().name();
            digest.update((kept + " " + metric + " " + initial.architecture()).getBytes(StandardCharsets.UTF_8));
            update(digest, initial.parameters());
            update(digest, initial.state());
            update(digest, training.x());
            update(digest, training.t());
            updateWeights(digest, training);
            if (validation != null) {
                update(digest, validation.x());
                update(digest, validation.t());
                updateWeights(digest, validation);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void updateWeights(MessageDigest digest, Dataset rows) {
        double[] weights = rows.weights();
        if (weights != null) {
            digest.update("weights".getBytes(StandardCharsets.UTF_8));
            update(digest, weights);
        }
    }

    private static void update(MessageDigest digest, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * 1024);
        for (double value : values) {
            if (!bytes.hasRemaining()) {
                digest.update(bytes.flip());
                bytes.clear();
            }
            bytes.putDouble(value);
        }
        digest.update(bytes.flip());
    }
}
