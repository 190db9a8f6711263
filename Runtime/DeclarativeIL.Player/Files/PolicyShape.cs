using DeclarativeIL.Player.Kernels;

namespace DeclarativeIL.Player.Files;

/// <summary>The perceptrons of a policy file, as its words say; nothing of it has been held against the tensors yet.</summary>
internal sealed class PolicyShape
{
    private PolicyShape(int members, int[] widths, Activation activation, bool isEnsemble) =>
        (Members, Widths, Activation, IsEnsemble) = (members, widths, activation, isEnsemble);

    /// <summary>How many perceptrons.</summary>
    public int Members { get; }

    /// <summary>Whether they are an ensemble.</summary>
    public bool IsEnsemble { get; }

    /// <summary>Inputs, the widths of hidden layers, outputs.</summary>
    public int[] Widths { get; }

    /// <summary>What hidden layers apply.</summary>
    public Activation Activation { get; }

    /// <summary>Number of layers.</summary>
    public int Depth => Widths.Length - 1;

    /// <summary>The name of a member's tensor.</summary>
    public string NameOf(int member, string name) => IsEnsemble ? $"members.{member}.{name}" : name;

    /// <summary>A single perceptron.</summary>
    /// <param name="words">The words.</param>
    /// <param name="outputs">Its outputs, as its head says.</param>
    public static PolicyShape Single(FileWords words, int outputs)
    {
        if (words["body"] != "perceptron")
            throw words.Wrong("a policy over a module", "one over a perceptron, or an ensemble: no others can be played");
        var widths = new List<int> { words.Size("state_size", words["state_size"]) };
        if (words["hidden"].Length > 0)
            widths.AddRange(words["hidden"].Split(',').Select(text => words.Size("hidden", text)));
        widths.Add(outputs);
        return new(1, widths.ToArray(), ActivationOf(words, words["activation"]), isEnsemble: false);
    }

    /// <summary>Stacked perceptrons, in one word: '5 perceptrons Tanh 4-16-2'.</summary>
    /// <param name="words">The words.</param>
    /// <param name="outputs">Their outputs, as their head says.</param>
    public static PolicyShape Ensemble(FileWords words, int outputs)
    {
        words.Expect("body", "module");
        var text = words["structure"];
        var parts = text.Split(' ');
        if (parts.Length != 4 || parts[1] != "perceptrons")
            throw words.Wrong($"structure '{FileWords.Shortened(text)}'", "'members perceptrons activation inputs-...-outputs'");
        var widths = Array.ConvertAll(parts[3].Split('-'), width => words.Size("structure", width));
        if (widths.Length < 2 || widths[^1] != outputs || widths[0] != words.Size("state_size", words["state_size"]))
            throw words.Wrong(
                $"structure '{FileWords.Shortened(text)}'",
                $"widths from the {words["state_size"]} numbers of a state to the {outputs} of the head"
            );
        var members = words.Size("structure", parts[0]);
        return members > 1
            ? new(members, widths, ActivationOf(words, parts[2]), isEnsemble: true)
            : throw words.Wrong("an ensemble of 1", "2 members or more");
    }

    private static Activation ActivationOf(FileWords words, string name) =>
        Enum.GetNames(typeof(Activation)).Contains(name)
            ? Enum.Parse<Activation>(name)
            : throw words.Wrong(
                $"activation '{FileWords.Shortened(name)}'",
                $"one of {string.Join(", ", Enum.GetNames(typeof(Activation)))}"
            );
}
