using System.Text.Json.Serialization;
using NJsonSchema.Annotations;

namespace Licensing.Api.Security;

/// <summary>An e-mail address or telephone number of an agency.</summary>
[JsonConverter(typeof(Writer)), JsonSchemaType(typeof(string), IsNullable = true)]
public sealed class Contact : Masked
{
    private Contact(string? shown)
        : base(shown)
    {
    }

    public static Contact For(Caller caller, long agencyKey, string? value) =>
        new(caller.MayFor(agencyKey, Permission.ReadAgencyContacts) ? value : null);
}
