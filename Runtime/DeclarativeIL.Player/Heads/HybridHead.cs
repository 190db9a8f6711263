namespace DeclarativeIL.Player.Heads;

/// <summary>Numbers within bounds and a choice, independent of each other.</summary>
internal sealed class HybridHead : Head
{
    // the defaults of the library's head: files of a hybrid one have no others
    private const double Smallest = -20,
        Largest = 2;

    private readonly SquashedGaussianHead _numbers;
    private readonly CategoricalHead _choice;

    public HybridHead(int width, int choices)
        : base(width + 1, (2L * width) + choices) =>
        (_numbers, _choice) = (new SquashedGaussianHead(width, Smallest, Largest), new CategoricalHead(choices));

    public override void Mode(in HeadRow row, Span<double> act)
    {
        _numbers.Mode(Numbers(row), act[..^1]);
        _choice.Mode(Choice(row), act[^1..]);
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        _numbers.Sample(Numbers(row), act[..^1], draws);
        _choice.Sample(Choice(row), act[^1..], draws);
    }

    private HeadRow Numbers(in HeadRow row) => new(row.Outputs[..(int)_numbers.Outputs], default, row.State);

    private HeadRow Choice(in HeadRow row) => new(row.Outputs[(int)_numbers.Outputs..], default, row.State);
}
