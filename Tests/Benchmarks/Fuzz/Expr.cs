using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Types of values. Vectors of different origin are kept apart, since nothing says that they are equally wide.</summary>
public enum Kind
{
    Number,
    Truth,
    Whole,
    Level,
    StateVector,
    ActVector,
    FeatureVector,
    LogitVector,
    CandidateVector,
    State,
    Act,
    Choice,

    /// <summary>Several acts.</summary>
    Candidates,

    /// <summary>A given matrix, from state vectors to act vectors.</summary>
    Gain,

    /// <summary>A diagonal matrix between act vectors: its value is the diagonal.</summary>
    Covariance,

    /// <summary>Randomness for what samples: its value is the uniform number at its place.</summary>
    Draw,

    /// <summary>Randomness for what draws several numbers: its value is the halves of the key, and the row.</summary>
    Stream,
}

/// <summary>What an expression does with its operands.</summary>
/// <param name="Kind">The type of its value.</param>
public abstract record Shape(Kind Kind);

/// <summary>Something given: a column, a hyperparameter, a draw, a constant.</summary>
/// <param name="Text">C#.</param>
/// <param name="Needs">The parameter that it comes from; empty for a constant.</param>
/// <param name="Read">Its value.</param>
/// <param name="IsExact">Whether float32 holds it exactly, so that comparisons of it never depend on rounding.</param>
public sealed record Leaf(Kind Kind, string Text, string Needs, Func<Situation, double[]> Read, bool IsExact = true) : Shape(Kind);

/// <summary>A vector and a normal draw of its width. Operands: the vector, and perhaps the noise's scale.</summary>
public sealed record Noise(Kind Kind, string Draw, bool IsScaled) : Shape(Kind);

/// <summary>A question to a network, or a view of one.</summary>
public sealed record Ask(Kind Kind, Player Player, QuestionKind Question) : Shape(Kind);

/// <summary>A function or an operator.</summary>
public sealed record Apply(Operation Operation) : Shape(Operation.Kind);

/// <summary>Operands: condition, value if so, value if not.</summary>
public sealed record Choose(Kind Kind) : Shape(Kind);

/// <summary>A &amp;&amp; or ||.</summary>
public sealed record Junction(bool IsAnd) : Shape(Kind.Truth);

/// <summary>A switch expression. Operands: what is looked at, one value per label, and the value for all others.</summary>
public sealed record Switch(Kind Kind, params (string Text, double Value)[] Labels) : Shape(Kind)
{
    /// <summary>Whether the labels are all that there is: then there is no value for all others.</summary>
    public bool IsComplete { get; init; }
}

/// <summary>A local of the equation.</summary>
public sealed record Local(Kind Kind, int Index) : Shape(Kind);

/// <summary>A parameter of a helper.</summary>
public sealed record Parameter(Kind Kind, int Index) : Shape(Kind);

/// <summary>A call of a helper of the class.</summary>
public sealed record Call(Kind Kind, int Helper) : Shape(Kind);

/// <summary>A function or an operator of the language, with what it means twice over: without tensors, and in TorchSharp.</summary>
/// <param name="Format">C# with {0}, {1} for the operands.</param>
/// <param name="Margin">How far the operands are from where the function jumps or bends; none if nowhere.</param>
/// <param name="IsSingular">
/// True where it takes the root of what would be 0 but for rounding: then float32 is right up to the root of its epsilon.
/// </param>
/// <param name="IsTie">Whether the operands are meant to be equal where the function bends: difference quotients say nothing there.</param>
public sealed partial record Operation(
    Kind Kind,
    string Format,
    Kind[] Arguments,
    Func<double[][], double[]> Plain,
    Func<Tensor[], Tensor> Torch,
    Func<double[][], double>? Margin = null,
    bool IsTie = false,
    bool IsSingular = false
)
{
    /// <summary>Its C#, with x for every operand.</summary>
    public string Name =>
        Operands().Replace(Format.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal), "x");

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Operands();
}

/// <summary>An expression.</summary>
public sealed class Expr(Shape shape, params Expr[] operands)
{
    public Shape Shape => shape;

    public IReadOnlyList<Expr> Operands => operands;

    public Kind Kind => shape.Kind;

    public IEnumerable<Expr> All => operands.SelectMany(operand => operand.All).Prepend(this);

    public int Size => 1 + operands.Sum(operand => operand.Size);

    public Expr With(int operand, Expr value)
    {
        var changed = (Expr[])operands.Clone();
        changed[operand] = value;
        return new(shape, changed);
    }
}

/// <summary>A static method of the declaring class.</summary>
public sealed record Helper(Kind[] Parameters, Expr Body);

/// <summary>A loss: locals, each over the ones before, and what is returned.</summary>
public sealed record Equation(IReadOnlyList<Helper> Helpers, IReadOnlyList<Expr> Locals, Expr Root)
{
    /// <summary>What things are called in its declaration.</summary>
    public Naming Names { get; init; } = Naming.Plain;

    /// <summary>Numbers of the locals that the result needs, in order.</summary>
    public SortedSet<int> UsedLocals
    {
        get
        {
            var used = new SortedSet<int>();
            var open = new Stack<Expr>([Root]);
            while (open.Count > 0)
                foreach (var local in open.Pop().All.Select(part => part.Shape).OfType<Local>())
                    if (used.Add(local.Index))
                        open.Push(Locals[local.Index]);
            return used;
        }
    }

    /// <summary>Every expression that the result needs.</summary>
    public IEnumerable<Expr> Parts
    {
        get
        {
            var main = UsedLocals.Select(local => Locals[local]).Append(Root).SelectMany(expr => expr.All).ToList();
            return main.Concat(
                main.Select(part => part.Shape)
                    .OfType<Call>()
                    .Select(call => call.Helper)
                    .Distinct()
                    .SelectMany(helper => Helpers[helper].Body.All)
            );
        }
    }

    public int Size => Parts.Count();

    /// <summary>Whether a minimum or a maximum is of two equal numbers.</summary>
    public bool HasTie => Parts.Any(part => part.Shape is Apply { Operation.IsTie: true });

    /// <summary>Whether a root is taken of what would be 0 but for rounding.</summary>
    public bool IsSingular => Parts.Any(part => part.Shape is Apply { Operation.IsSingular: true });

    /// <summary>What the equation uses of the language.</summary>
    public IReadOnlySet<string> Features => Parts.Select(part => Feature(part.Shape)).Concat(Names.Features).ToHashSet();

    /// <summary>Whether a trained network's answer reaches the result, and every view has its network.</summary>
    public bool Trains
    {
        get
        {
            var players = Parts.Select(part => part.Shape).OfType<Ask>().Select(ask => ask.Player).ToHashSet();
            return Reaches(Root) && players.All(player => player.Of is null || players.Contains(player.Of));
        }
    }

    private static string Feature(Shape shape) =>
        shape switch
        {
            Leaf { Needs.Length: 0 } => "constant",
            Leaf leaf => leaf.Text,
            Noise noise => $"{noise.Kind} + {(noise.IsScaled ? "x * " : "")}z",
            Ask ask => $"{ask.Player.Name}.{ask.Question.Name}",
            Apply apply => apply.Operation.Name,
            Choose choose => $"?: of {choose.Kind}",
            Switch choice => $"switch of {choice.Kind}{(choice.IsComplete ? ", complete" : "")}",
            Junction junction => junction.IsAnd ? "&&" : "||",
            Call => "helper",
            Local => "local",
            _ => "parameter of a helper",
        };

    private bool Reaches(Expr expr) =>
        expr.Kind is not (Kind.Truth or Kind.Whole or Kind.Level or Kind.Choice or Kind.Draw or Kind.Stream or Kind.Candidates or Kind.Gain)
        && expr.Shape switch
        {
            Ask { Player.IsTrained: true } => true,
            Local local => Reaches(Locals[local.Index]),
            Call call => expr
                .Operands.Where(
                    (_, i) => Helpers[call.Helper].Body.All.Any(part => part.Shape is Parameter parameter && parameter.Index == i)
                )
                .Any(Reaches),
            Switch => expr.Operands.Skip(1).Any(Reaches),
            Choose => expr.Operands.Skip(1).Any(Reaches),
            _ => expr.Operands.Any(Reaches),
        };
}
