using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>A head at one setting of its columns, asked row by row.</summary>
internal sealed class HeadTrial
{
    private const int Points = 40_001;

    private readonly KeptValues _kept;
    private readonly HeadRows _rows;
    private readonly HeadLayout _layout;
    private readonly double[] _gradients,
        _freeGradients,
        _actGradients,
        _state; // what is given: ones and zeros

    public HeadTrial(HeadEquations equations, Space space, RandomStream random)
    {
        (Equations, Space) = (equations.Over(space), space);
        _layout = new(Equations.Columns, space);
        _kept = new(Equations, _layout);
        _rows = new(_layout, _kept);
        (Outputs, Free) = (Normals(_layout.Outputs, random), Normals(_layout.Free, random));
        (_gradients, _freeGradients) = (new double[Outputs.Length], new double[Free.Length]);
        _actGradients = new double[space.Width];
        _state = [.. Enumerable.Range(0, _layout.Given).Select(i => i == 0 || random.NextInt(2) == 0 ? 1.0 : 0)];
    }

    public HeadEquations Equations { get; }

    public Space Space { get; }

    /// <summary>The columns' numbers, which may be moved.</summary>
    public double[] Outputs { get; }

    public double[] Free { get; }

    /// <summary>Whether a member is declared, and asked of columns alone: the sample of a network inside is not.</summary>
    public bool Has(HeadMember member) => Equations.Declares(member) && (Equations is not FieldEquations || member != HeadMember.Sample);

    /// <summary>log p of an act.</summary>
    public double LogProb(double[] act)
    {
        Open(1);
        _rows.Act.Over(act, _actGradients, 0, act.Length, act.Length);
        return Answer(HeadMember.LogProb, 1)[0];
    }

    /// <summary>What a member without arguments says.</summary>
    public double[] Value(HeadMember member)
    {
        Open(1);
        return Answer(
            member,
            member.AnswerOf() switch
            {
                HeadAnswer.Act => Space.Width,
                HeadAnswer.EveryAct => Space.Encoded,
                _ => 1,
            }
        );
    }

    /// <summary>A sample of given draws.</summary>
    public double[] Sample(ulong key)
    {
        Open(1);
        _rows.Draw(Equations.SampleDraws, new RandomStream(key));
        return Answer(HeadMember.Sample, Space.Width);
    }

    /// <summary>log p of a sample of given draws.</summary>
    public double SampleLogProb(ulong key)
    {
        Open(1);
        _rows.Draw(Equations.SampleDraws, new RandomStream(key));
        return Answer(HeadMember.SampleLogProb, 1)[0];
    }

    /// <summary>What imitation minimises, of an act and given draws.</summary>
    public double Fit(double[] act, ulong key)
    {
        Open(1);
        _rows.Act.Over(act, _actGradients, 0, act.Length, act.Length);
        _rows.Draw(Equations.FitDraws, new RandomStream(key));
        return Answer(HeadMember.Fit, 1)[0];
    }

    /// <summary>The first components of samples.</summary>
    public IEnumerable<double> Sample(int count, RandomStream random)
    {
        for (var i = 0; i < count; i++)
        {
            Open(1);
            _rows.Draw(Equations.SampleDraws, random);
            yield return Answer(HeadMember.Sample, Space.Width)[0];
        }
    }

    /// <summary>
    /// The gradient of a member's answer, weighted by component, with respect to outputs and free columns; of draws by a key.
    /// </summary>
    public (double[] Outputs, double[] Free) Gradient(HeadMember member, double[] weights, double[]? act, ulong key)
    {
        Open(1);
        Array.Clear(_gradients);
        Array.Clear(_freeGradients);
        if (act is not null)
            _rows.Act.Over(act, _actGradients, 0, act.Length, act.Length);
        _rows.Draw(Equations.DrawsOf(member), new RandomStream(key));
        _rows.Answer.Over(new double[weights.Length], weights, 0, weights.Length, weights.Length);
        Equations.AddGradient(member, _rows);
        return ([.. _gradients], [.. _freeGradients]);
    }

    /// <summary>The gradient of log p with respect to the act.</summary>
    public double[] ActGradient(double[] act)
    {
        Open(1);
        Array.Clear(_actGradients);
        _rows.Act.Over(act, _actGradients, 0, act.Length, act.Length);
        _rows.Answer.Over([0], [1], 0, 1, 1);
        Equations.LogProbActGradient(_rows);
        return [.. _actGradients];
    }

    /// <summary>Acts with the weight of each in a sum over all: every one, or points of a line for the midpoint rule.</summary>
    public IEnumerable<(double[] Act, double Weight)> Acts() => Acts(Space, Points);

    private static IEnumerable<(double[] Act, double Weight)> Acts(Space space, int points) =>
        space switch
        {
            DiscreteSpace discrete => Enumerable.Range(0, discrete.Count).Select(static act => (new[] { (double)act }, 1.0)),
            BoxSpace { Width: 1 } box => Line(box, points),
            MultiBinarySpace binary => Choices([.. Enumerable.Repeat(2, binary.Width)]),
            MultiDiscreteSpace several => Choices([.. several.Counts]),
            TupleSpace tuple => Together([.. tuple.Parts.Select(static part => part.Space)]),
            _ => throw new NotSupportedException($"Found {space.GetType().Name}; expected a space of one number, or of a few acts."),
        };

    private static IEnumerable<(double[] Act, double Weight)> Choices(int[] counts)
    {
        for (var number = 0; number < counts.Aggregate(1, static (product, count) => product * count); number++)
        {
            var (act, rest) = (new double[counts.Length], number);
            for (var i = 0; i < counts.Length; i++)
                (act[i], rest) = (rest % counts[i], rest / counts[i]);
            yield return (act, 1);
        }
    }

    /// <summary>Every act of one space beside every act of the others; of several lines fewer points.</summary>
    private static IEnumerable<(double[] Act, double Weight)> Together(Space[] spaces)
    {
        var points = spaces.Count(static space => space is BoxSpace) > 1 ? (int)Math.Sqrt(Points) : Points;
        IEnumerable<(double[] Act, double Weight)> all = [([], 1)];
        foreach (var space in spaces)
            all = all.SelectMany(
                _ => Acts(space, points),
                static (left, right) => ((double[])[.. left.Act, .. right.Act], left.Weight * right.Weight)
            );
        return all;
    }

    /// <summary>Between finite bounds evenly; else a line that is mapped from -1 to 1 by x = 3 t / (1 - t^2).</summary>
    private static IEnumerable<(double[] Act, double Weight)> Line(BoxSpace box, int points)
    {
        var isFinite = float.IsFinite(box.Low[0]) && float.IsFinite(box.High[0]);
        for (var i = 0; i < points; i++)
        {
            var t = -1 + ((i + 0.5) * 2 / points);
            var rest = 1 - (t * t);
            yield return isFinite
                ? ([box.Low[0] + ((box.High[0] - box.Low[0]) * (t + 1) / 2)], (box.High[0] - box.Low[0]) / points)
                : ([3 * t / rest], 3 * (1 + (t * t)) / (rest * rest) * 2 / points);
        }
    }

    private void Open(int rows)
    {
        _kept.Renew(Outputs, rows); // the columns may have been moved
        _rows.Open(rows, (Outputs, _gradients), 0, (Free, _freeGradients), 0, new(_state, 0, _state.Length));
    }

    private double[] Answer(HeadMember member, int width)
    {
        var answer = new double[width];
        _rows.Answer.Over(answer, [], 0, width, width);
        Equations.Write(member, _rows);
        return answer;
    }

    private static double[] Normals(int count, RandomStream random)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = 0.6 * random.NextGaussian();
        return numbers;
    }
}
