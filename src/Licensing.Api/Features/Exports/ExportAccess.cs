using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Exports;

/// <summary>Who may have which rows exported, and who gets the files.</summary>
internal static class ExportAccess
{
    /// <summary>What must be held to read the same rows without an export.</summary>
    public static string PermissionFor(ExportKind kind) => kind switch
    {
        ExportKind.Findings => Permission.ReadFindings,
        ExportKind.Disclosures => Permission.ReadDisclosures,
        ExportKind.Register => Permission.ReadRegister,
        _ => Permission.ExportAuditTrail,
    };

    public static IQueryable<DataExport> OwnedBy(this IQueryable<DataExport> exports, Caller caller)
    {
        var name = caller.Name;
        return exports.Where(e => e.RequestedBy == name);
    }

    /// <summary>Whether the caller may still read what is in it: roles are taken away, and exports are kept.</summary>
    public static bool IsOpenTo(this DataExport export, Caller caller)
    {
        if (export.Kind == ExportKind.Register)
            return true;
        var permission = PermissionFor(export.Kind);
        var own = caller.Roles.Where(held => Permission.Held(held.Role).Contains(permission)).ToList();
        return own.Any(held => !Hats.IsOfAgency(held.Role) && held.Role != CallerRole.Public)
            || (export.AgencyKeys is not null && own.Count > 0 && export.Reader().AgencyKeys.All(key => own.Any(held => held.AgencyKey == key)));
    }

    /// <exception cref="ProblemException">permission.missing.</exception>
    public static void ActFor(this Caller caller, ExportKind kind)
    {
        var needed = PermissionFor(kind);
        if (!caller.Holds(needed))
            throw new ProblemException(ProblemCode.PermissionMissing, $"{caller.Name} {caller.RolesInWords()}, which does not hold {needed}.");
        // Of the register everybody sees the same, so he stays what he is.
        if (!Permission.IsPublic(needed))
            caller.ActUnder(needed);
    }
}
