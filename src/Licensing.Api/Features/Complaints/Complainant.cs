using System.Text.Json.Serialization;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using NJsonSchema.Annotations;

namespace Licensing.Api.Features.Complaints;

/// <summary>Who complains, to the ministry only. Sealed; an agency learns the name when the complainant agrees, and never how to reach him.</summary>
/// <param name="Name">Of the worker.</param>
/// <param name="Contact">How whoever complains can be reached: telephone, e-mail, through whom.</param>
/// <param name="OnBehalf">Name of whoever complains for the worker; left out where it is the worker.</param>
/// <param name="Mandate">By what he may: a power of attorney with its date, a letter.</param>
public sealed record Complainant(string Name, string? Contact = null, string? OnBehalf = null, string? Mandate = null)
{
    /// <summary>Never who it is: it would stand in a log.</summary>
    public override string ToString() => "***";
}

public sealed class ComplainantValidator : AbstractValidator<Complainant>
{
    public ComplainantValidator()
    {
        RuleFor(c => c.Name).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(c => c.Contact).ShortText().MaximumLength(300);
        RuleFor(c => c.OnBehalf).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(c => c.Mandate).ShortText().MaximumLength(300);
    }
}

/// <summary>Who complains, for those who hear him. Only <see cref="ReadComplainant"/> makes one, after the read is recorded.</summary>
[JsonConverter(typeof(Writer)), JsonSchemaType(typeof(Complainant), IsNullable = true)]
public sealed class ComplainantIdentity : Masked
{
    private ComplainantIdentity(Complainant? shown)
        : base(shown)
    {
    }

    public static ComplainantIdentity For(Caller caller, Complainant? person) => new(caller.Holds(Permission.ReadComplainants) ? person : null);
}
