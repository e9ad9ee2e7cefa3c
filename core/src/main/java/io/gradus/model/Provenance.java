package io.gradus.model;

import io.gradus.train.History;
import io.gradus.train.Lbfgs;
import io.gradus.train.LevenbergMarquardt;
import io.gradus.train.Optimizer;
import io.gradus.train.Regularisation;
import io.gradus.train.Stopping;
import io.gradus.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a model comes from: settings and amounts that decide it. Nothing of the machine: no time, path or JVM.
final class Provenance {
    private Provenance() {}

    static Map<String, Object> of(PreparedData data, History history) {
        TrainingSettings settings = data.settings();
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("trainingRows", data.training().rows());
        provenance.put(
                "validationRows",
                data.validation() == null ? 0 : data.validation().rows());
        provenance.put("testRows", data.testRows().rows());
        if (data.training().weights() != null) {
            provenance.put("weighted", true);
        }
        provenance.put("optimizer", optimizer(settings.optimizer()));
        provenance.put("batch", settings.batchSize());
        provenance.put("epochs", settings.epochs());
        provenance.put("epochsRun", history.epochs().size());
        provenance.put("bestEpoch", history.bestEpoch());
        provenance.put("schedule", settings.learningRate().name());
        provenance.put(
                "stopping", settings.stopping().stream().map(Stopping::name).toList());
        provenance.put(
                "metric",
                data.monitor() == null ? "loss" : data.monitor().metric().name());
        provenance.put("validateEvery", settings.validateEvery());
        provenance.putAll(of(settings.regularisation()));
        provenance.put("seed", settings.seed());
        provenance.put("precision", settings.precision().word());
        if (data.from() != null) {
            provenance.put("from", data.from().provenance());
        }
        return provenance;
    }

    /// Penalties, and whatever else of it is at work.
    private static Map<String, Object> of(Regularisation regularisation) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("l1", regularisation.l1());
        settings.put("l2", regularisation.l2());
        putIfFinite(settings, "clipValue", regularisation.clipValue());
        putIfFinite(settings, "clipNorm", regularisation.clipNorm());
        putIfFinite(settings, "maxNorm", regularisation.maxNorm());
        settings.put("averaging", regularisation.averaging());
        return settings;
    }

    private static void putIfFinite(Map<String, Object> settings, String name, double value) {
        if (value < Double.POSITIVE_INFINITY) {
            settings.put(name, value);
        }
    }

    private static Map<String, Object> optimizer(Optimizer optimizer) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", optimizer.name());
        switch (optimizer) {
            case Optimizer.Sgd sgd -> {
                settings.put("learningRate", sgd.learningRate());
                settings.put("momentum", sgd.momentum());
                settings.put("nesterov", sgd.nesterov());
            }
            case Optimizer.Adagrad adagrad -> {
                settings.put("learningRate", adagrad.learningRate());
                settings.put("epsilon", adagrad.epsilon());
            }
            case Optimizer.RmsProp rms -> {
                settings.put("learningRate", rms.learningRate());
                settings.put("decay", rms.decay());
                settings.put("epsilon", rms.epsilon());
            }
            case Optimizer.Adam adam -> {
                settings.put("learningRate", adam.learningRate());
                settings.put("beta1", adam.beta1());
                settings.put("beta2", adam.beta2());
                settings.put("epsilon", adam.epsilon());
            }
            case Optimizer.Decaying decaying -> {
                settings.putAll(optimizer(decaying.optimizer()));
                settings.put("name", decaying.name());
                settings.put("weightDecay", decaying.weightDecay());
            }
            case Optimizer.Rprop rprop -> {
                settings.put("firstStep", rprop.firstStep());
                settings.put("largestFirstStep", rprop.largestFirstStep());
                settings.put("increase", rprop.increase());
                settings.put("decrease", rprop.decrease());
                settings.put("smallest", rprop.smallest());
                settings.put("largest", rprop.largest());
            }
            case Lbfgs lbfgs -> {
                settings.put("memory", lbfgs.memory());
                settings.put("c1", lbfgs.c1());
                settings.put("c2", lbfgs.c2());
                settings.put("gradientTolerance", lbfgs.gradientTolerance());
                settings.put("lossTolerance", lbfgs.lossTolerance());
                settings.put("maxEvaluations", lbfgs.maxEvaluations());
            }
            case LevenbergMarquardt marquardt -> {
                settings.put("damping", marquardt.damping());
                settings.put("factor", marquardt.factor());
                settings.put("smallest", marquardt.smallest());
                settings.put("largest", marquardt.largest());
                settings.put("gradientTolerance", marquardt.gradientTolerance());
            }
        }
        return settings;
    }
}
