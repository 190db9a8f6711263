using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Checks gradients with respect to what was asked.</summary>
internal static class Arguments
{
    /// <summary>What the network says.</summary>
    public static double[] Gradient(
        IDifferentiableArguments network,
        Tensor[] weights,
        int question,
        int argument,
        params Question[] questions
    )
    {
        using var scope = NewDisposeScope();
        using var answers = network.Forward(questions);
        return [.. network.ArgumentGradient(answers, question, argument, weights[question]).contiguous().data<double>()];
    }

    /// <summary>The gradient by central differences: <paramref name="argument"/> is nudged in place; only question counts.</summary>
    public static double[] Differences(INetwork network, Tensor weights, Tensor argument, Question question)
    {
        const double h = 1e-5;
        using var flat = argument.view(-1);
        var gradient = new double[argument.numel()];
        for (var i = 0; i < gradient.Length; i++)
        {
            var start = flat.data<double>()[i];
            gradient[i] = (At(i, start + h) - At(i, start - h)) / (2 * h);
            flat.data<double>()[i] = start;
        }
        return gradient;

        double At(int element, double value)
        {
            flat.data<double>()[element] = value;
            return Gradients.Loss(network, [weights], question);
        }
    }
}
