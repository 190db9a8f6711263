namespace DeclarativeIL.Policies;

/// <summary>What equations of a head compute once a pass, for all of its rows, when it is first asked for.</summary>
internal sealed class KeptValues
{
    private readonly HeadEquations _equations;
    private readonly HeadLayout _layout;
    private readonly double[][] _numbers;
    private readonly bool[] _isThere;
    private readonly HeadRows?[] _all; // of each, since one may ask for another
    private double[] _outputs = [];
    private int _rows;

    public KeptValues(HeadEquations equations, HeadLayout layout)
    {
        (_equations, _layout) = (equations, layout);
        _numbers = new double[equations.KeptLikeColumns.Count][];
        (_isThere, _all) = (new bool[_numbers.Length], new HeadRows?[_numbers.Length]);
    }

    /// <summary>A new pass.</summary>
    /// <param name="outputs">[rows, outputs].</param>
    /// <param name="rows">All of its rows.</param>
    public void Renew(double[] outputs, int rows)
    {
        (_outputs, _rows) = (outputs, rows);
        Array.Clear(_isThere);
    }

    /// <summary>Numbers of each row.</summary>
    public int WidthOf(int index) => _equations.KeptLikeColumns[index] is >= 0 and var column ? _layout[column].Width : 1;

    /// <summary>[rows, width].</summary>
    public double[] Of(int index)
    {
        if (_isThere[index])
            return _numbers[index];
        var width = WidthOf(index);
        if (_numbers[index] is not { } numbers || numbers.Length < _rows * width)
            numbers = _numbers[index] = new double[_rows * width];
        var all = _all[index] ??= new(_layout, this);
        all.Open(_rows, (_outputs, []), 0, ([], []), 0);
        all.Answer.Over(numbers, [], 0, width, width);
        _isThere[index] = true;
        _equations.Keep(index, all);
        return numbers;
    }
}
