create policy "owners see their notes" on notes for select to authenticated
  using (exists (
    select 1 from workspaces where workspaces.id = notes.workspace_id and workspaces.owner_id = (select auth.uid())
  ));
