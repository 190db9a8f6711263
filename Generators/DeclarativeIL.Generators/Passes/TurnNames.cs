using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>
/// The suffix of each turn's methods: none for the networks that are trained first, else the networks that the turn trains.
/// </summary>
internal static class TurnNames
{
    public static IReadOnlyList<KeyValuePair<int, string>> Of(AlgorithmModel model)
    {
        var (names, taken) = (new List<KeyValuePair<int, string>>(), new HashSet<string>());
        foreach (var turn in model.Losses.GroupBy(loss => loss.Turn).OrderBy(turn => turn.Key))
        {
            var networks = turn.SelectMany(loss => loss.Member.Parameters)
                .Where(parameter => parameter.Role is Role.Network { View: View.Plain })
                .Select(parameter => CSharpText.Pascal(parameter.Name))
                .Distinct()
                .ToList();
            var number = "Turn" + turn.Key.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var name = turn.Key == 0 ? "" : "Of" + (networks.Count == 0 ? number : string.Join("And", networks));
            names.Add(new(turn.Key, taken.Add(name) ? name : name + "In" + number));
        }
        return names;
    }
}
