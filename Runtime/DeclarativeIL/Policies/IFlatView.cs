using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>A part of a flat tensor in its own shape; said so that nothing names a tensor where none is made.</summary>
internal interface IFlatView
{
    /// <summary>The view, which the caller disposes.</summary>
    Tensor Of(Tensor flat);
}
