using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>
/// Kernels that are written by hand beside a declared head, because they are faster. Tests hold them to the head's equations.
/// </summary>
internal static class WrittenKernels
{
    /// <summary>The head of a pass without tensors: one written by hand where there is one, else that of the equations.</summary>
    public static PolicyCpuHead For(HeadEquations equations, HeadLayout layout, ActUnits units) =>
        equations switch
        {
            CategoricalPolicy.Equations => new WrittenCpuHead(new CpuCategorical(), new(equations, layout, units), units),
            GaussianPolicy.Equations => new WrittenCpuHead(
                new CpuGaussian(GaussianHead.Center, GaussianHead.Reach),
                new(equations, layout, units),
                units
            ),
            _ => new DeclaredCpuHead(equations, layout, units),
        };

    /// <summary>What equations are by tensors: written by hand where they are, else themselves.</summary>
    public static HeadEquations ByTensors(HeadEquations equations) =>
        equations is CategoricalPolicy.Equations ? new CategoricalByTensors(equations) : equations;
}
