using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeclarativeIL.Algorithms.Tests.Native;

/// <summary>
/// Who can call whom, read from compiled code: a virtual call may end in every override of the first assemblies, and a
/// lambda runs where it is made. So what is not found cannot happen, whatever a run does.
/// </summary>
internal sealed class CallGraph
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<Assembly> _followed;
    private readonly ILookup<string, MethodInfo> _overrides;
    private readonly Dictionary<MethodBase, MethodBase[]> _callees = [];

    /// <param name="own">Assemblies in which virtual calls may end.</param>
    /// <param name="library">One that is followed, but only where it is called directly.</param>
    public CallGraph(IReadOnlyCollection<Assembly> own, Assembly library)
    {
        _followed = [.. own, library];
        _overrides = own.SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => !type.IsInterface)
            .SelectMany(static type => type.GetMethods(Declared))
            .Where(static method => method.IsVirtual && !method.IsAbstract)
            .ToLookup(static method => method.Name[(method.Name.LastIndexOf('.') + 1)..]); // an explicit implementation has a dotted name
    }

    /// <summary>Every method that can be reached, and the one before it on a shortest way there.</summary>
    /// <param name="roots">Where to begin.</param>
    /// <param name="isClosed">Methods that are reached, but not gone into.</param>
    public IReadOnlyDictionary<MethodBase, MethodBase?> Reach(IEnumerable<MethodBase> roots, Func<MethodBase, bool> isClosed)
    {
        var before = new Dictionary<MethodBase, MethodBase?>();
        var open = new Queue<MethodBase>();
        foreach (var root in roots)
            if (before.TryAdd(root, null))
                open.Enqueue(root);
        while (open.TryDequeue(out var method))
            foreach (var callee in isClosed(method) ? [] : Callees(method))
                if (before.TryAdd(callee, method))
                    open.Enqueue(callee);
        return before;
    }

    private MethodBase[] Callees(MethodBase method) =>
        _callees.TryGetValue(method, out var known) ? known : _callees[method] = [.. Calls(method).SelectMany(Targets).Distinct()];

    private IEnumerable<MethodBase> Targets(MethodBase called)
    {
        if (called.DeclaringType is not { } type || !_followed.Contains(type.Assembly))
            yield break;
        yield return called;
        if (
            called.IsConstructor
            && type.IsDefined(typeof(CompilerGeneratedAttribute))
            && type.GetMethod("MoveNext", Declared) is { } iterator
        )
            yield return iterator;
        if (called.IsVirtual)
            foreach (var other in _overrides[called.Name])
                if (other != called && other.GetParameters().Length == called.GetParameters().Length && IsA(other.DeclaringType!, type))
                    yield return other;
    }

    private static bool IsA(Type derived, Type type)
    {
        for (var step = derived; step is not null; step = step.BaseType)
            if (Definition(step) == type)
                return true;
        return Array.Exists(derived.GetInterfaces(), face => Definition(face) == type);
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>Methods that the code names, as they are declared: to call them, or to make a delegate of them.</summary>
    private static IEnumerable<MethodBase> Calls(MethodBase method) =>
        CompiledCode.Of(method).Select(static instruction => instruction.Named).OfType<MethodBase>();
}
