namespace DeclarativeIL.Networks;

/// <summary>The copies of the weights that the backward pass multiplies with.</summary>
internal static unsafe class HostTranspose
{
    /// <summary>
    /// From W' [inputs, columns] in panels to W [outputs, back columns] in panels, for the outputs from
    /// <paramref name="first"/> (where a panel starts) to before <paramref name="end"/>.
    /// </summary>
    public static void Refresh(HostLayer layer, int panelWidth, float* weights, float* back, int first, int end)
    {
        for (var column = first; column < end; column += panelWidth)
        {
            var (width, outputs) = (Math.Min(panelWidth, layer.Columns - column), Math.Min(end, column + panelWidth) - column);
            var source = weights + column * layer.Inputs;
            for (var input = 0; input < layer.Inputs; input += panelWidth)
            {
                var (backWidth, inputs) = (Math.Min(panelWidth, layer.BackColumns - input), Math.Min(layer.Inputs - input, panelWidth));
                var target = back + input * layer.Outputs + column * backWidth;
                Block(source + input * width, width, target, backWidth, inputs, outputs);
            }
        }
    }

    private static void Block(float* source, int sourceStride, float* target, int targetStride, int rows, int columns)
    {
        for (var column = 0; column < columns; column++)
            for (var row = 0; row < rows; row++)
                target[column * targetStride + row] = source[row * sourceStride + column];
    }
}
