using System.Globalization;
using System.Reflection;
using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// Compares what is generated for an equation with its declared one-sample method, with central differences of that method
/// and with TorchSharp's autograd through an interpreter of the same random expression.
/// </summary>
public sealed partial class EquationCheck
{
    private const double Step = 2e-4;

    /// <summary>
    /// All that was trained, or all that a network was asked, was folded away; a hyperparameter's name is that of a member which is
    /// generated.
    /// </summary>
    private static readonly string[] Unfit = ["DIL011", "DIL017", "DIL057"];

    private readonly Equation _equation;
    private readonly Run _run;
    private readonly object _algorithm;
    private readonly AnswerBook _book = new();
    private readonly MethodInvoker _oneSample;
    private readonly MethodInfo _accumulate;
    private readonly MethodInfo? _onCpu;
    private readonly object?[][] _arguments;
    private int _unsettled;

    private EquationCheck(Equation equation, Run run, Type type)
    {
        (_equation, _run) = (equation, run);
        _algorithm = Activator.CreateInstance(type)!;
        foreach (
            var (name, value) in new (string, object)[]
            {
                ("rate", run.Settings.Rate),
                ("scale", run.Settings.Scale),
                ("on", run.Settings.IsOn),
                ("count", run.Settings.Count),
                ("stage", run.Settings.Stage),
            }
        )
            Property(type, run.Names.Of(name))?.SetValue(_algorithm, value);
        var oneSample = type.GetMethod(Declaration.Member + "OfOne")!;
        _oneSample = MethodInvoker.Create(oneSample);
        _arguments =
        [
            .. Enumerable
                .Range(0, run.Rows.Count)
                .Select(row => oneSample.GetParameters().Select(parameter => Argument(run.Names.RoleOf(parameter.Name!), row)).ToArray()),
        ];
        var steps = type.GetMethods().Where(method => method.Name == "Accumulate").ToList();
        (_accumulate, _onCpu) = (
            steps.First(step => step.ReturnType == typeof(LossParts)),
            steps.FirstOrDefault(step => step.ReturnType == typeof(void))
        );
    }

    /// <summary>The property of a hyperparameter, which begins with a capital.</summary>
    private static PropertyInfo? Property(Type type, string name) =>
        type.GetProperties().FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    public static Outcome Of(Equation equation, CompiledEquation compiled, SeedSequence seed)
    {
        if (compiled.Type is null)
            return new(
                Unfit.Any(id => compiled.Problem.Contains(id, StringComparison.Ordinal)) ? Verdict.Unfit : Verdict.Broken,
                compiled.Problem
            );
        if (FindRun(equation, seed) is not { } found)
            return new(Verdict.Unfit);
        var run = found with { Names = equation.Names };
        using var scope = NewDisposeScope();
        try
        {
            return new EquationCheck(equation, run, compiled.Type).Compare();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return new(
                Verdict.Broken,
                (failure is TargetInvocationException { InnerException: { } inner } ? inner : failure) + Environment.NewLine + Data(run)
            );
        }
    }

    /// <summary>Rows on which the equation is fit; those that are not are drawn again.</summary>
    private static Run? FindRun(Equation equation, SeedSequence seed)
    {
        var rows = 1 + seed.Stream().NextInt(5);
        for (ulong attempt = 0; attempt < 12; attempt++)
        {
            var run = Run.Random(seed.Child(attempt), rows) with { Names = equation.Names };
            for (ulong again = 0; again < 12; again++)
            {
                var unfit = Enumerable.Range(0, rows).Where(row => !IsFit(equation, new(run, row))).ToList();
                if (unfit.Count == 0)
                    return run;
                var fresh = run;
                for (ulong i = 0; fresh.Widths != run.Widths || i == 0; i++)
                    fresh = Run.Random(seed.Child(attempt).Child(1000 * again + i), rows);
                run = run with { Rows = [.. run.Rows.Select((row, i) => unfit.Contains(i) ? fresh.Rows[i] : row)] };
            }
        }
        return null;
    }

    private static bool IsFit(Equation equation, Situation at)
    {
        var evaluator = new CpuEvaluator(equation, at);
        evaluator.Value();
        return evaluator.IsFit;
    }

    private Outcome Compare()
    {
        using var noGradient = no_grad();
        _book.Notes = true;
        var declared = OneSample();
        _book.Notes = false;
        var evaluators = Enumerable.Range(0, _run.Rows.Count).Select(row => new CpuEvaluator(_equation, new(_run, row))).ToList();
        var meaning = evaluators.Average(evaluator => evaluator.Value()[0]);
        List<(double Value, IReadOnlyList<(AnswerKey Key, double Gradient)> Gradients, double Condition)> autograd;
        using (enable_grad())
            autograd =
            [
                .. Enumerable.Range(0, _run.Rows.Count).Select(row => new TorchEvaluator(_equation, new(_run, row)).Differentiate()),
            ];
        var condition = autograd.Average(row => row.Condition);
        if (double.IsNaN(condition)) // the interpreters' own gradients overflow: nothing says how near two numbers have to be
            return new(Verdict.Unfit);
        if (
            Differs(declared, meaning, 1e-10, 1e-14 * condition)
            || Differs(declared, autograd.Average(row => row.Value), 1e-10, 1e-14 * condition)
        )
            return Different(Verdict.ValueDiffers, "the declared method and the interpreters", declared, meaning);
        if (Compare("", declared, Batched(static _ => ScalarType.Float64), autograd, condition) is { } different)
            return different;
        if (_onCpu is not null && Compare(" without tensors", declared, OnCpu(), autograd, condition) is { } differentOnCpu)
            return differentOnCpu;
        foreach (var (form, types) in Narrow)
        {
            var (narrow, _) = Batched(types);
            if (Differs(declared, narrow, 1e-5, (_equation.IsSingular ? 3.5e-4 : 16 * 6e-8) * condition))
                return Different(Verdict.ValueDiffers, $"{form} (condition {condition:G3})", declared, narrow);
        }
        return new(
            Verdict.Agrees,
            "",
            _book.Given.Count,
            _unsettled,
            _onCpu is not null,
            evaluators.SelectMany(evaluator => evaluator.Met).Append("float32 beside float64").ToHashSet()
        );
    }

    /// <summary>One form of the generated step, against the declared method and the gradients of both oracles.</summary>
    private Outcome? Compare(
        string form,
        double declared,
        (double Value, List<(AnswerKey Key, double Gradient)> Gradients) step,
        List<(double Value, IReadOnlyList<(AnswerKey Key, double Gradient)> Gradients, double Condition)> autograd,
        double condition
    )
    {
        var (value, gradients) = step;
        if (Differs(declared, value, 1e-10, 1e-14 * condition))
            return Different(Verdict.ValueDiffers, "float64" + form, declared, value);
        foreach (var key in _book.Given)
        {
            var found = Sum(gradients, key);
            var expected = Sum(autograd.SelectMany(row => row.Gradients), key) / _run.Rows.Count;
            if (Differs(expected, found, 1e-8, 1e-12 * condition))
                return Different(Verdict.GradientDiffers, $"gradient for {key}{form}, autograd", expected, found);
            if (form.Length > 0)
                continue; // the same quotients again
            if ((_equation.HasTie && Grammar.Tied.Contains(key.Question)) || CentralDifference(key) is not { } quotient)
                _unsettled++;
            else if (Differs(quotient, found, 1e-6, 1e-9 * condition))
                return Different(Verdict.GradientDiffers, $"gradient for {key}{form}, central differences", quotient, found);
        }
        foreach (var (key, gradient) in gradients)
            if (!_book.Given.Any(given => given.Is(key.Player, key.Question, key.Row, key.Asked, key.Component)) && gradient != 0)
                return Different(Verdict.GradientDiffers, $"gradient for {key}{form}, which the declared method does not ask", 0, gradient);
        return null;
    }

    private double OneSample() => Enumerable.Range(0, _run.Rows.Count).Average(OneSample);

    private double OneSample(int row)
    {
        _book.Row = row;
        return (double)_oneSample.Invoke(_algorithm, _arguments[row].AsSpan())!;
    }

    /// <summary>Richardson's extrapolation of two central differences; null where the two disagree, as beside a jump.</summary>
    private double? CentralDifference(AnswerKey key)
    {
        double At(double by)
        {
            _book.Move(key, by);
            return (key.Row < 0 ? Enumerable.Range(0, _run.Rows.Count).Sum(OneSample) : OneSample(key.Row)) / _run.Rows.Count;
        }

        var wide = (At(Step) - At(-Step)) / (2 * Step);
        var narrow = (At(Step / 2) - At(-Step / 2)) / Step;
        _book.Move(null, 0);
        return Math.Abs(wide - narrow) < 1e-3 * Math.Max(1, Math.Abs(narrow)) ? (4 * narrow - wide) / 3 : null;
    }

    private static double Sum(IEnumerable<(AnswerKey Key, double Gradient)> gradients, AnswerKey key) =>
        gradients
            .Where(pair => key.Is(pair.Key.Player, pair.Key.Question, pair.Key.Row, pair.Key.Asked, pair.Key.Component))
            .Sum(pair => pair.Gradient);

    private static bool Differs(double expected, double found, double relative, double absolute) =>
        !(Math.Abs(expected - found) <= relative * Math.Max(1, Math.Abs(expected)) + absolute);

    private Outcome Different(Verdict verdict, string what, double expected, double found) =>
        new(
            verdict,
            string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, found {found:R}{Environment.NewLine}{Data(_run)}")
        );

    private static string Data(Run run) =>
        string.Join(
            Environment.NewLine,
            run.Rows.Select((row, i) => $"row {i}: {row}").Prepend(run.Settings.ToString()).Prepend(run.Widths.ToString())
        );
}
