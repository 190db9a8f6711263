using System.Reflection;
using System.Reflection.Emit;

namespace DeclarativeIL.Algorithms.Tests.Native;

/// <summary>One instruction of a method, and the method that it names, if it does.</summary>
internal readonly record struct Instruction(OpCode Operation, MethodBase? Named);

/// <summary>The instructions of methods, as the compiler wrote them.</summary>
internal static class CompiledCode
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields()
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => code.Value);

    /// <summary>
    /// In order; methods are named as they are declared, not as they are made for type arguments. Empty where there is no code.
    /// </summary>
    public static IEnumerable<Instruction> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length; )
        {
            var operation = code[at] == 0xfe ? Codes[(short)(0xfe00 | code[at + 1])] : Codes[code[at]];
            at += operation.Size;
            yield return new(operation, Named(operation, at));
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        MethodBase? Named(OpCode operation, int at) =>
            operation.OperandType is OperandType.InlineMethod or OperandType.InlineTok
            && method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)
                is MethodBase { DeclaringType.IsArray: false } named
                ? named.Module.ResolveMethod(named.MetadataToken)
                : null;
    }
}
