using System.Globalization;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Runs;

/// <summary>What a network makes of its parameters, in words: with other words equal parameters answer otherwise.</summary>
internal static class NetworkMeaning
{
    /// <summary>Its kind, its activation, and a policy's acts and the hyperparameters of its head.</summary>
    public static string Of(INetwork network) =>
        network switch
        {
            PolicyNetwork policy => string.Join(
                ' ',
                [
                    .. Kind(network, policy.Body),
                    $"acts in {policy.Actions.Text ?? Guard.Describe(policy.Actions)}",
                    .. policy.Hyperparameters.Select(static one =>
                        string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Value:R}")
                    ),
                ]
            ),
            BodyNetwork other => string.Join(' ', Kind(network, other.Body)),
            _ => network.GetType().Name,
        };

    private static IEnumerable<string> Kind(INetwork network, Body body) =>
        [network.GetType().Name, .. body is Perceptron perceptron ? [perceptron.Shape.Activation.ToString()] : Array.Empty<string>()];
}
