using System.Collections.Frozen;

namespace Licensing.Api.Features.Changes;

/// <summary>The types of events that the change feed holds.</summary>
public static class ChangeTypes
{
    public const string EntryChanged = "register.entry-changed", EntryRemoved = "register.entry-removed";
    public const string ProvisionChanged = "law.provision-changed", ProvisionRemoved = "law.provision-removed";
    public const string AgreementChanged = "law.agreement-changed", AgreementRemoved = "law.agreement-removed";

    public static FrozenSet<string> Public { get; } = FrozenSet.Create(StringComparer.Ordinal,
        EntryChanged, EntryRemoved, ProvisionChanged, ProvisionRemoved, AgreementChanged, AgreementRemoved);

    public static string Of(ToldKind kind, bool isThere) => (kind, isThere) switch
    {
        (ToldKind.RegisterEntry, true) => EntryChanged,
        (ToldKind.RegisterEntry, false) => EntryRemoved,
        (ToldKind.Provision, true) => ProvisionChanged,
        (ToldKind.Provision, false) => ProvisionRemoved,
        (ToldKind.Agreement, true) => AgreementChanged,
        _ => AgreementRemoved,
    };
}
