throw new SyntaxError('this bundle cannot be loaded');
