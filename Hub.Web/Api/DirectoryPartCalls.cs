using Hub.Domain.Shared;
using Hub.Web.Features.Directory;

namespace Hub.Web.Api;

/// <summary>The directory: outside bodies and assets.</summary>
internal static class DirectoryPartCalls
{
    public static void Map(RouteGroupBuilder directory)
    {
        MapBodies(directory);
        MapAssets(directory);
    }

    /// <summary>The list and one entry of a part.</summary>
    public static void Reads<TList, TOne>(
        RouteGroupBuilder directory, string path, string name, string parts, string one, Func<DirectoryView, TList> list, Func<DirectoryView, string, TOne?> find)
        where TList : class
        where TOne : class
    {
        directory.MapGet(path, (HttpContext http, ApiCall call, ShowDirectory show) => call.Ask(http, caller => show.Run(caller, http.RequestAborted), view => list(view)))
            .Says($"list{name}", $"List the {parts}", "Needs the right read.")
            .Gives<TList>(null, 200).Refuses(401, 403);
        directory.MapGet(path + "/{id}", (string id, HttpContext http, ApiCall call, ShowDirectory show) => call.Ask<TOne>(
                http,
                async caller =>
                {
                    var view = await show.Run(caller, http.RequestAborted);
                    return view.IsRefused ? view.Refusal : find(view.Value, id) is { } found ? found : Refusal.NotFound();
                },
                found => found))
            .Says($"read{name}", $"Read {one}", "Needs the right read.")
            .Gives<TOne>(null, 200).Refuses(401, 403, 404);
    }

    private static void MapBodies(RouteGroupBuilder directory)
    {
        Reads<BodiesAnswer, BodyAnswer>(directory, "/bodies", "Bodies", "outside bodies", "an outside body", view => new BodiesAnswer([.. view.Bodies.Select(BodyAnswer.Of)]), (view, id) => view.Bodies.Where(b => b.Key == id).Select(BodyAnswer.Of).FirstOrDefault());
        directory.MapPost("/bodies", (HttpContext http, ApiCall call, SaveBody save) => call.Command<ExternalBodyBody, Saved>(http, (b, caller) => save.Run(caller, b.Key, null, b.ToDetails(), http.RequestAborted), SavedAnswer.Of))
            .Says("addBody", "Add an outside body", "Needs the right administer.")
            .Takes<ExternalBodyBody>("""{"key":"insurer","nameEn":"Insurer","nameZh":"保险公司","kind":"other","culture":"en","telephone":"+86 10 0000 0108","whatToSay":"We report a loss."}""")
            .Gives<SavedAnswer>(null, 201).Refuses(400, 401, 403, 409, 413, 415, 422);
        directory.MapPost("/bodies/{id}", (string id, HttpContext http, ApiCall call, SaveBody save) =>
                call.Command<ExternalBodyBody, Saved>(http, async (b, caller) => b.Version is { } v ? await save.Run(caller, id, v, b.ToDetails(), http.RequestAborted) : DirectoryCalls.VersionMissing(caller), SavedAnswer.Of))
            .Says("changeBody", "Change an outside body", "All of it as it stands afterwards. Needs the right administer. 409 when somebody else changed it since `version` was read.")
            .Takes<ExternalBodyBody>("""{"version":1,"nameEn":"Insurer","nameZh":"保险公司","kind":"other","culture":"en","mail":"claims@insurer.example"}""")
            .Gives<SavedAnswer>(null, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        DirectoryCalls.Goes<string, RetireBody>(directory, "/bodies/{id}/retire", "retireBody", "An outside body is told no more", (retire, caller, id, version, cancel) => retire.Run(caller, id, version, true, cancel));
        DirectoryCalls.Goes<string, RetireBody>(directory, "/bodies/{id}/reactivate", "reactivateBody", "An outside body is told again", (retire, caller, id, version, cancel) => retire.Run(caller, id, version, false, cancel));
        DirectoryCalls.Goes<string, RetireBody>(directory, "/bodies/{id}/remove", "removeBody", "Take out an outside body for which no duty was ever opened", (retire, caller, id, version, cancel) => retire.Remove(caller, id, version, cancel));
    }

    private static void MapAssets(RouteGroupBuilder directory)
    {
        Reads<AssetsAnswer, AssetAnswer>(directory, "/assets", "Assets", "assets", "an asset", view => new AssetsAnswer([.. view.Assets.Select(AssetAnswer.Of)]), (view, id) => view.Assets.Where(a => a.Asset.Key == id).Select(AssetAnswer.Of).FirstOrDefault());
        directory.MapPost("/assets", (HttpContext http, ApiCall call, SaveAsset save) => call.Command<AssetBody, Saved>(http, (b, caller) => save.Run(caller, b.Key, null, b.ToDetails(), http.RequestAborted), SavedAnswer.Of))
            .Says("addAsset", "Add an asset", "Needs the right administer.")
            .Takes<AssetBody>("""{"key":"web3","nameEn":"Web server WEB3","kind":"server","owner":"office:it-operations-manager","confidentiality":2,"integrity":4,"availability":4}""")
            .Gives<SavedAnswer>(null, 201).Refuses(400, 401, 403, 409, 413, 415, 422);
        directory.MapPost("/assets/{id}", (string id, HttpContext http, ApiCall call, SaveAsset save) =>
                call.Command<AssetBody, Saved>(http, async (b, caller) => b.Version is { } v ? await save.Run(caller, id, v, b.ToDetails(), http.RequestAborted) : DirectoryCalls.VersionMissing(caller), SavedAnswer.Of))
            .Says("changeAsset", "Change an asset", "All of it as it stands afterwards. Needs the right administer. 409 when somebody else changed it since `version` was read.")
            .Takes<AssetBody>("""{"version":1,"nameEn":"Web server WEB3","kind":"server","confidentiality":2,"integrity":4,"availability":5}""")
            .Gives<SavedAnswer>(null, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        DirectoryCalls.Goes<string, RetireAsset>(directory, "/assets/{id}/retire", "retireAsset", "An asset goes out of use", (retire, caller, id, version, cancel) => retire.Run(caller, id, version, true, cancel));
        DirectoryCalls.Goes<string, RetireAsset>(directory, "/assets/{id}/reactivate", "reactivateAsset", "An asset comes back into use", (retire, caller, id, version, cancel) => retire.Run(caller, id, version, false, cancel));
    }
}
