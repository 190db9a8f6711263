using DeclarativeIL.Algorithms;

namespace DeclarativeIL.Language.Tests.Declarations;

public sealed partial class AnnealedCloning
{
    [Loss]
    static double Annealed(Policy pi, Demonstration d, Clock now, double entropyWeight = 1e-2) =>
        BehaviorCloning.NegativeLogLikelihood(pi, d) + BehaviorCloning.EntropyBonus(pi, d, entropyWeight * (1 - now.Fraction));
}
