namespace Licensing.Api.Features.Access;

/// <summary>A system that signs in. Its secret is nowhere to be read.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">client_id, and subject of its tokens.</param>
/// <param name="EarlierSecretUntil">Until when the secret before is still good.</param>
public sealed record ClientView(
    string Id, string Name, string Description, DateTime RegisteredAt, string RegisteredBy, DateTime? EarlierSecretUntil, DateTime? DisabledAt, string? DisabledBy)
{
    public static ClientView Of(Client c) => new(c.PublicId, c.Name, c.Description, c.RegisteredAt, c.RegisteredBy, c.EarlierSecretUntil, c.DisabledAt, c.DisabledBy);
}

/// <summary>The one answer that shows the secret.</summary>
/// <param name="Secret">client_secret. Keep it now: it cannot be read again.</param>
public sealed record ClientWithSecret(ClientView Client, string Secret);
