using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>
/// The suffix of each phase's methods: none for the networks that are trained first, else the networks that the phase trains.
/// </summary>
internal static class PhaseNames
{
    public static IReadOnlyList<KeyValuePair<int, string>> Of(AlgorithmModel model)
    {
        var (names, taken) = (new List<KeyValuePair<int, string>>(), new HashSet<string>());
        foreach (var phase in model.Losses.GroupBy(loss => loss.Phase).OrderBy(phase => phase.Key))
        {
            var networks = phase
                .SelectMany(loss => loss.Member.Parameters)
                .Where(parameter => parameter.Role is Role.Network { View: View.Plain })
                .Select(parameter => CSharpText.Pascal(parameter.Name))
                .Distinct()
                .ToList();
            var number = "Turn" + phase.Key.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var name = phase.Key == 0 ? "" : "Of" + (networks.Count == 0 ? number : string.Join("And", networks));
            names.Add(new(phase.Key, taken.Add(name) ? name : name + "In" + number));
        }
        return names;
    }
}
